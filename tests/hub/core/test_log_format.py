import json
import logging
import sys

from hub.core.log_format import JSONFormatter, PlainFormatter


def record(**fields):
    made = {"name": "hub.search", "levelno": logging.WARNING, "levelname": "WARNING"}
    return logging.makeLogRecord(
        made | {"msg": "Index %s", "args": ("busy",), "created": 0.0} | fields
    )


def failed():
    try:
        raise ValueError("no")
    except ValueError:
        return sys.exc_info()


def test_plain_line_names_level_logger_message_and_data():
    line = PlainFormatter().format(record(event="search.deferred", key="page:7"))

    assert line == ("warning hub.search: Index busy (event=search.deferred key=page:7)")


def test_plain_line_without_data_has_no_brackets():
    assert PlainFormatter().format(record()) == "warning hub.search: Index busy"


def test_plain_line_of_an_exception_is_followed_by_its_traceback():
    failure = record(exc_info=failed(), levelno=logging.ERROR, levelname="ERROR")

    lines = PlainFormatter().format(failure).splitlines()

    assert lines[0] == "error hub.search: Index busy"
    assert lines[-1] == "ValueError: no"


def test_plain_line_of_a_refused_request_has_no_traceback():
    # Anybody can send one; each would fill the log.
    line = PlainFormatter().format(record(exc_info=failed()))

    assert line == "warning hub.search: Index busy"


def test_json_line_is_one_object_with_the_data_and_utc():
    line = JSONFormatter().format(record(event="search.deferred", odd=object))

    assert "\n" not in line
    assert json.loads(line) == {
        "at": "1970-01-01T00:00:00+00:00",
        "level": "warning",
        "logger": "hub.search",
        "message": "Index busy",
        "event": "search.deferred",
        "odd": "<class 'object'>",
    }


def test_json_line_of_an_exception_carries_its_traceback():
    line = json.loads(JSONFormatter().format(record(exc_info=failed())))

    assert line["traceback"].endswith("ValueError: no")


def test_log_line_leaves_out_the_request_with_its_personal_data(rf):
    request = rf.get("/accounts/login/?email=ada@example.org")

    for formatter in (PlainFormatter(), JSONFormatter()):
        assert "ada@example.org" not in formatter.format(record(request=request))
