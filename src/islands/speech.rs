//! What the browser speaks with: voices that are on the device alone (Web Speech API, `localService`). Others send every
//! word that they read to somebody else's computer.

use js_sys::{Array, Reflect, global};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Speech;
    #[wasm_bindgen(method, js_name = getVoices)]
    fn voices(this: &Speech) -> Array;
    #[wasm_bindgen(method)]
    fn speak(this: &Speech, utterance: &Utterance);
    #[wasm_bindgen(method)]
    fn cancel(this: &Speech);
    #[wasm_bindgen(method, getter)]
    fn speaking(this: &Speech) -> bool;
    #[wasm_bindgen(method, getter)]
    fn pending(this: &Speech) -> bool;

    type Voice;
    #[wasm_bindgen(method, getter, js_name = localService)]
    fn is_local(this: &Voice) -> bool;
    #[wasm_bindgen(method, getter)]
    fn lang(this: &Voice) -> String;

    #[wasm_bindgen(js_name = SpeechSynthesisUtterance)]
    type Utterance;
    #[wasm_bindgen(constructor, js_class = "SpeechSynthesisUtterance")]
    fn new(text: &str) -> Utterance;
    #[wasm_bindgen(method, setter, js_name = voice)]
    fn set_voice(this: &Utterance, voice: &Voice);
    #[wasm_bindgen(method, setter, js_name = lang)]
    fn set_lang(this: &Utterance, lang: &str);

    type Part;
    #[wasm_bindgen(js_namespace = document, js_name = getElementById)]
    fn part(id: &str) -> Option<Part>;
    #[wasm_bindgen(method, getter, js_name = innerText)]
    fn words(this: &Part) -> String;

    #[wasm_bindgen(js_name = addEventListener)]
    fn on(event: &str, then: &JsValue);
}

/// None where the browser does not speak at all.
fn speech() -> Option<Speech> {
    let speech = Reflect::get(&global(), &"speechSynthesis".into()).ok()?;
    speech.is_truthy().then(|| speech.unchecked_into())
}

/// A voice on this device for a language, or for one of its countries.
fn own_voice(speech: &Speech, language: &str) -> Option<Voice> {
    let voices = speech.voices().into_iter().map(|voice| voice.unchecked_into::<Voice>());
    let speaks = |voice: &Voice| {
        voice.lang().get(..language.len()).is_some_and(|start| start.eq_ignore_ascii_case(language))
    };
    let mut own: Vec<Voice> = voices.filter(|voice| voice.is_local() && speaks(voice)).collect();
    let ours = own.iter().position(|voice| voice.lang().ends_with("GB")).unwrap_or(0);
    (!own.is_empty()).then(|| own.swap_remove(ours))
}

/// Whether this device itself can read out a page in this language.
pub fn has_own_voice(language: &str) -> bool {
    speech().is_some_and(|speech| own_voice(&speech, language).is_some())
}

/// Reads the main part of the page out, line by line.
pub fn read_out(language: &str) {
    let Some((speech, main)) = speech().zip(part("main")) else { return };
    let Some(voice) = own_voice(&speech, language) else { return };
    speech.cancel();
    let words = main.words();
    for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let utterance = Utterance::new(line);
        utterance.set_voice(&voice);
        utterance.set_lang(&voice.lang());
        speech.speak(&utterance);
    }
}

/// Whether something is being read out, or about to be.
pub fn is_reading() -> bool {
    speech().is_some_and(|speech| speech.speaking() || speech.pending())
}

/// Says nothing more.
pub fn stop_reading() {
    if let Some(speech) = speech() {
        speech.cancel();
    }
}

/// The browser would go on with what stood on a page that somebody has left.
pub fn stop_reading_with_the_page() {
    on("pagehide", &Closure::once_into_js(stop_reading));
}
