"""Who may come in, and how: the settings of accounts, joining and signing in."""

from hub.settings import env

AUTH_USER_MODEL = "accounts.User"
LEAVING_GRACE_DAYS = env.number("HUB_LEAVING_GRACE_DAYS", default=14)
AUTHENTICATION_BACKENDS = ["hub.accounts.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": (
            "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
        )
    },
    {"NAME": "hub.accounts.passwords.GuessableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hub.members.joining.adapter.MemberAdapter"
ACCOUNT_FORMS = {
    "login": "hub.accounts.sign_in.SignInForm",
    "signup": "hub.members.joining.form.JoiningForm",
    "add_email": "hub.accounts.own_forms.NewAddressForm",
    "change_password": "hub.accounts.own_forms.ChangePasswordForm",
    "set_password": "hub.accounts.own_forms.FirstPasswordForm",
    "reset_password_from_key": "hub.accounts.own_forms.PasswordAnewForm",
    "reauthenticate": "hub.accounts.own_forms.PasswordAgainForm",
    "confirm_email_verification_code": "hub.accounts.own_forms.AddressCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# The password once: the form shows nothing else of it, and it can be set anew by mail.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "homepage"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# A code, not a link: signing up with a passkey needs it, a program that looks at links
# in mail confirms nothing, and whoever confirms is where they signed up.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
# No answer to a form of joining comes sooner: see hub/accounts/least_time.py.
SIGN_UP_LEAST_SECONDS = 0.6
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {
    # At most 10 guesses in 5 minutes for an account and for an address.
    "login_failed": "10/5m/ip,10/5m/key",
    # Reports of messages in the forum; nobody needs more in earnest.
    "report_post": "20/d/user",
    # Drafts save themselves every few seconds while somebody writes, in a few windows.
    "save_draft": "120/10m/user",
    "report_post_while_suspended": "3/d/user",
    # What a member writes there; somebody new has less to say at first.
    "forum_post": "6/m/user,40/h/user,150/d/user",
    "forum_post_newcomer": "2/m/user,8/h/user,20/d/user",
    "forum_edit": "10/m/user,60/h/user,300/d/user",
    # Files beside messages, those of a preview too: each picture is drawn anew.
    "forum_upload": "30/10m/user",
    # Photos of oneself, for the same reason.
    "profile_photo": "20/h/user",
    "claim_organisation": "10/d/user",
    # What is chosen of mail is kept as a consent, each time it changes.
    "choose_ways": "30/d/user",
    "newsletter_trial": "20/h/user",
    # Of visitors: a whole council may stand behind one address.
    "make_pack": "120/h/ip",
    # PDFs, of things and of packs: a large pack takes seconds of the processor.
    "make_pdf": "30/10m/user",
    "make_pdf_of_visitors": "60/10m/ip",
    "login": "60/5m/ip",
    # Each begins a session of its own, in the database.
    "begin_passkey_login": "60/5m/ip",
    "signup": "20/h/ip",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/5m/ip",
    "confirm_email": "6/h/key",
    "invite": "20/d/user",
    "manage_email": "10/h/user",
    "change_password": "10/5m/user",
    "reauthenticate": "10/5m/user",
}
MFA_ADAPTER = "hub.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "hub.accounts.factor_forms.NewPasskeyForm",
    "edit_webauthn": "hub.accounts.factor_forms.PasskeyNameForm",
    "signup_webauthn": "hub.accounts.factor_forms.FirstPasskeyForm",
    "login_webauthn": "hub.accounts.factor_forms.PasskeySignInForm",
    "reauthenticate_webauthn": "hub.accounts.factor_forms.PasskeyAgainForm",
    "authenticate_webauthn": "hub.accounts.factor_forms.PasskeyStepForm",
    "activate_totp": "hub.accounts.own_forms.AppForm",
    "authenticate": "hub.accounts.factor_forms.CodeStepForm",
    "reauthenticate": "hub.accounts.factor_forms.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
ACCOUNT_USER_DISPLAY = "hub.accounts.models.display_name_of"
# Whether confirmed applicants are let in without a coordinator: at the address of an
# organisation that an owner here acts for, or by a member's invitation.
APPROVE_BY_DOMAIN = env.flag("HUB_APPROVE_BY_DOMAIN")
APPROVE_INVITED = env.flag("HUB_APPROVE_INVITED")
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("HUB_TRUSTED_PROXIES", default=0)
