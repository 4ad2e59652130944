/* Choosing a template puts its words in the box; words of one's own are left alone. */
const choice = document.querySelector("select[name=template]");
const box = document.querySelector("textarea[name=reason]");
const texts = document.getElementById("reason-texts");

if (choice && box && texts) {
    const words = JSON.parse(texts.textContent);
    choice.addEventListener("change", () => {
        const untouched = box.value === "" || Object.values(words).includes(box.value);
        if (untouched) box.value = words[choice.value] ?? "";
    });
}
