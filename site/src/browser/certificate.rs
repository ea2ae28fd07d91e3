//! The certificate with which a call shows the others who it is.

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{RtcCertificate, RtcConfiguration, RtcPeerConnection};

/// A DTLS certificate that nobody has had before.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Certificate(RtcCertificate);

impl Certificate {
    /// Makes one. `None` if the browser cannot: then it makes one for each connection by itself.
    pub(crate) async fn generate() -> Option<Self> {
        // P-256, which every browser must know (RFC 8827 §6.5).
        let algorithm = Object::new();
        for (name, value) in [("name", "ECDSA"), ("namedCurve", "P-256")] {
            let (name, value) = (JsString::from(name), JsString::from(value));
            Reflect::set(&algorithm, &name, &value).ok()?;
        }
        let made = RtcPeerConnection::generate_certificate_with_object(&algorithm).ok()?;
        Some(Self(made.await.ok()?.unchecked_into()))
    }

    /// Has a connection that is opened with `configuration` use this one.
    pub(crate) fn put_into(&self, configuration: &RtcConfiguration) {
        configuration.set_certificates(&Array::of1(&self.0));
    }
}
