//! The few parts of Web Audio that play a chart.
//!
//! Bound here and not by features of `web-sys`: another set of these makes the app larger too, which
//! has no sound.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// What all sounds are made in, with a clock of its own.
    pub type AudioContext;
    #[wasm_bindgen(constructor, catch)]
    pub fn new() -> Result<AudioContext, JsValue>;
    #[wasm_bindgen(method, getter, js_name = currentTime)]
    pub fn current_time(this: &AudioContext) -> f64;
    #[wasm_bindgen(method, getter)]
    pub fn destination(this: &AudioContext) -> AudioNode;
    #[wasm_bindgen(method, catch, js_name = createGain)]
    pub fn create_gain(this: &AudioContext) -> Result<GainNode, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createOscillator)]
    pub fn create_oscillator(this: &AudioContext) -> Result<OscillatorNode, JsValue>;
    #[wasm_bindgen(method)]
    pub fn close(this: &AudioContext) -> js_sys::Promise;

    /// What sound comes from or goes to.
    pub type AudioNode;
    #[wasm_bindgen(method, catch)]
    pub fn connect(this: &AudioNode, to: &AudioNode) -> Result<AudioNode, JsValue>;

    /// What makes sounds softer.
    #[wasm_bindgen(extends = AudioNode)]
    pub type GainNode;
    #[wasm_bindgen(method, getter)]
    pub fn gain(this: &GainNode) -> AudioParam;

    /// What gives one tone.
    #[wasm_bindgen(extends = AudioNode)]
    pub type OscillatorNode;
    #[wasm_bindgen(method, setter, js_name = type)]
    pub fn set_type(this: &OscillatorNode, kind: &str);
    #[wasm_bindgen(method, getter)]
    pub fn frequency(this: &OscillatorNode) -> AudioParam;
    #[wasm_bindgen(method, catch)]
    pub fn start(this: &OscillatorNode, when: f64) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn stop(this: &OscillatorNode, when: f64) -> Result<(), JsValue>;

    /// A loudness or a pitch, and how it goes.
    pub type AudioParam;
    #[wasm_bindgen(method, setter)]
    pub fn set_value(this: &AudioParam, value: f32);
    #[wasm_bindgen(method, catch, js_name = setValueAtTime)]
    pub fn set_value_at(this: &AudioParam, value: f32, when: f64) -> Result<AudioParam, JsValue>;
    #[wasm_bindgen(method, catch, js_name = linearRampToValueAtTime)]
    pub fn ramp_to(this: &AudioParam, value: f32, when: f64) -> Result<AudioParam, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setTargetAtTime)]
    pub fn fade_to(
        this: &AudioParam,
        value: f32,
        from: f64,
        pace: f64,
    ) -> Result<AudioParam, JsValue>;
}
