//! Which codecs are offered.
//!
//! Browsers offer a dozen variants of each codec in every section of a description, which is most of its length. What
//! is kept is what every browser can take (RFC 7742 §5, RFC 7874 §3), the newer codecs in their main profile, and
//! what repairs losses.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{RtcRtpReceiver, RtcRtpTransceiver};

/// Offers nothing but these codecs, in the browser's own order. Where it does not tell which it has, all are offered.
pub(super) fn narrow(transceiver: &RtcRtpTransceiver, kind: &str) {
    let Some(capabilities) = RtcRtpReceiver::get_capabilities(kind) else {
        return;
    };
    let field = |codec: &JsValue, name: &str| {
        let value = Reflect::get(codec, &name.into()).ok();
        value
            .and_then(|value| value.as_string())
            .unwrap_or_default()
    };
    let kept = |codec: &JsValue| is_kept(&field(codec, "mimeType"), &field(codec, "sdpFmtpLine"));
    let codecs: Array = capabilities.get_codecs().iter().filter(kept).collect();
    // Where the browser refuses, it offers all that it has.
    _ = transceiver
        .unchecked_ref::<Choosy>()
        .set_codec_preferences(&codecs);
}

fn is_kept(mime_type: &str, parameters: &str) -> bool {
    let parameter = |name: &str| {
        let mut all = parameters.split(';').filter_map(|it| it.split_once('='));
        all.find(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim())
    };
    match mime_type.to_ascii_lowercase().as_str() {
        "audio/opus" | "audio/red" | "video/vp8" | "video/rtx" | "video/red" | "video/ulpfec" => {
            true
        }
        "video/vp9" => parameter("profile-id").is_none_or(|id| id == "0"),
        "video/av1" => parameter("profile").is_none_or(|profile| profile == "0"),
        "video/h264" => {
            let is_baseline = |level: &str| level.to_ascii_lowercase().starts_with("42e0");
            parameter("profile-level-id").is_some_and(is_baseline)
                && parameter("packetization-mode") == Some("1")
        }
        _ => false,
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = RtcRtpTransceiver)]
    type Choosy;

    // Older browsers lack the method, and all refuse some lists; web-sys lets neither be caught.
    #[wasm_bindgen(method, structural, catch, js_name = setCodecPreferences)]
    fn set_codec_preferences(this: &Choosy, codecs: &Array) -> Result<(), JsValue>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_variant_of_each_codec_is_offered() {
        assert!(is_kept("video/VP8", ""));
        assert!(is_kept("video/VP9", "profile-id=0") && is_kept("video/VP9", ""));
        assert!(!is_kept("video/VP9", "profile-id=2"));
        assert!(is_kept("video/AV1", "level-idx=5;profile=0;tier=0"));
        assert!(!is_kept("video/AV1", "level-idx=5;profile=1;tier=0"));
        let h264 = |mode: u8, level: &str| {
            format!("level-asymmetry-allowed=1;packetization-mode={mode};profile-level-id={level}")
        };
        assert!(is_kept("video/H264", &h264(1, "42e01f")));
        assert!(!is_kept("video/H264", &h264(0, "42e01f")));
        assert!(!is_kept("video/H264", &h264(1, "640c1f")));
    }

    #[test]
    fn losses_can_be_repaired() {
        assert!(is_kept("video/rtx", "") && is_kept("video/ulpfec", ""));
        assert!(is_kept("audio/red", "111/111"));
    }

    #[test]
    fn what_nobody_needs_is_not_offered() {
        assert!(!is_kept("audio/PCMU", "") && !is_kept("video/H265", ""));
    }
}
