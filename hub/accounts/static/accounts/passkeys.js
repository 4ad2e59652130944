// Makes and uses passkeys. A form says what it is for (data-passkey: create, get or
// login), and where its options are: in a JSON block (data-options) or at its own address.
// Without this file the page says that passkeys need JavaScript.

const decode = (text) => {
    const plain = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
};

const encode = (buffer) => {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
    return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const withBytes = (credentials) =>
    (credentials ?? []).map((credential) => ({ ...credential, id: decode(credential.id) }));

const toCreate = ({ publicKey }) => ({
    publicKey: {
        ...publicKey,
        challenge: decode(publicKey.challenge),
        user: { ...publicKey.user, id: decode(publicKey.user.id) },
        excludeCredentials: withBytes(publicKey.excludeCredentials),
        // A passkey stands in for a password, so it is kept and asks who holds it.
        authenticatorSelection: {
            ...publicKey.authenticatorSelection,
            residentKey: "required",
            requireResidentKey: true,
            userVerification: "required",
        },
    },
});

const toGet = ({ publicKey }) => ({
    publicKey: {
        ...publicKey,
        challenge: decode(publicKey.challenge),
        allowCredentials: withBytes(publicKey.allowCredentials),
    },
});

const asJSON = (credential) => {
    const { response } = credential;
    const answer = { clientDataJSON: encode(response.clientDataJSON) };
    if (response.attestationObject) {
        answer.attestationObject = encode(response.attestationObject);
        answer.transports = response.getTransports?.() ?? [];
    } else {
        answer.authenticatorData = encode(response.authenticatorData);
        answer.signature = encode(response.signature);
        answer.userHandle = response.userHandle ? encode(response.userHandle) : null;
    }
    return {
        id: credential.id,
        rawId: encode(credential.rawId),
        type: credential.type,
        response: answer,
        authenticatorAttachment: credential.authenticatorAttachment,
        clientExtensionResults: credential.getClientExtensionResults(),
    };
};

const optionsOf = async (form) => {
    if (form.dataset.options) {
        const block = JSON.parse(document.getElementById(form.dataset.options).textContent);
        return block.creation_options ?? block.request_options;
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
        throw new Error(`The site answered ${answer.status}.`);
    }
    return (await answer.json()).request_options;
};

const ceremony = async (form) => {
    const options = await optionsOf(form);
    const credential =
        form.dataset.passkey === "create"
            ? await navigator.credentials.create(toCreate(options))
            : await navigator.credentials.get(toGet(options));
    form.elements.credential.value = JSON.stringify(asJSON(credential));
    form.submit();
};

const prepare = (form) => {
    const says = form.querySelector("[data-passkey-says]");
    if (!window.PublicKeyCredential) {
        says.textContent = "This browser knows no passkeys.";
        return;
    }
    says.textContent = "";
    form.querySelector("[data-passkey-go]").hidden = false;
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        says.textContent = "";
        try {
            await ceremony(form);
        } catch (error) {
            says.textContent =
                error.name === "InvalidStateError"
                    ? "This device has a passkey for your account already."
                    : "That did not work, or was stopped. You can try again.";
        }
    });
};

document.querySelectorAll("form[data-passkey]").forEach(prepare);
