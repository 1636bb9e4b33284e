//! What islands ask of the browser: to wait, to fetch a number from the server, to tell it that somebody is there, to make
//! and use passkeys, and to read a page out.

#[path = "speech.rs"]
mod speech;

use std::time::Duration;

use gloo_net::http::Request;
use js_sys::{JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

pub use speech::{has_own_voice, is_reading, read_out, stop_reading, stop_reading_with_the_page};

/// Waits.
pub async fn pause(time: Duration) {
    gloo_timers::future::sleep(time).await;
}

/// How many organisations are still waited for, of one kind of entry or of several with commas between them; nothing if the server does not answer with a number.
pub async fn still_waiting(kinds: &str) -> Option<u32> {
    let answer = Request::get(&format!("/where-from/waiting/{kinds}")).send().await.ok()?;
    if !answer.ok() {
        return None;
    }
    answer.text().await.ok()?.trim().parse().ok()
}

/// Tells the server that somebody is there; false where their log-in has ended, or the server does not answer.
pub async fn stay_logged_in() -> bool {
    Request::post("/stay").send().await.is_ok_and(|answer| answer.status() == 204)
}

/// Goes to a part of the page, as the keyboard does.
pub fn focus(id: &str) {
    if let Some(field) = field(id) {
        field.focus();
    }
}

/// Leaves the page through the log-out, as pressing "Finish and clear" does.
pub fn finish() {
    if let Some(form) = form_named("finish") {
        form.submit();
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = document, js_name = getElementById)]
    fn form_named(id: &str) -> Option<Form>;
    /// A field of a form on the page.
    type Field;
    type Form;
    #[wasm_bindgen(js_namespace = document, js_name = getElementById)]
    fn field(id: &str) -> Option<Field>;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Field) -> String;
    #[wasm_bindgen(method, setter)]
    fn set_value(this: &Field, value: &str);
    #[wasm_bindgen(method)]
    fn focus(this: &Field);
    #[wasm_bindgen(method, getter)]
    fn form(this: &Field) -> Form;
    #[wasm_bindgen(method)]
    fn submit(this: &Form);

    #[wasm_bindgen(js_namespace = PublicKeyCredential, js_name = parseCreationOptionsFromJSON, catch)]
    fn options_to_make(json: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = PublicKeyCredential, js_name = parseRequestOptionsFromJSON, catch)]
    fn options_to_use(json: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["navigator", "credentials"], js_name = create, catch)]
    fn create(options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["navigator", "credentials"], js_name = get, catch)]
    fn get(options: &JsValue) -> Result<Promise, JsValue>;
}

/// Makes a passkey, or uses one, as the field `options` says, and sends the form with it; false where the browser cannot,
/// or the person did not.
pub async fn passkey(makes: bool) -> bool {
    let (Some(options), Some(credential)) = (field("options"), field("credential")) else { return false };
    // Without a name the server refuses the form, and the device would keep a passkey of no use.
    if makes && field("name").is_some_and(|name| name.value().trim().is_empty()) {
        credential.form().submit();
        return true;
    }
    match asked(makes, &options.value()).await {
        Ok(made) => {
            credential.set_value(&made);
            credential.form().submit();
            true
        }
        Err(_) => false,
    }
}

async fn asked(makes: bool, options: &str) -> Result<String, JsValue> {
    let json = JSON::parse(options)?;
    let options = if makes { options_to_make(&json)? } else { options_to_use(&json)? };
    let asked = Object::new();
    Reflect::set(&asked, &"publicKey".into(), &options)?;
    let promise = if makes { create(&asked)? } else { get(&asked)? };
    let credential = JsFuture::from(promise).await?;
    Ok(JSON::stringify(&credential)?.into())
}
