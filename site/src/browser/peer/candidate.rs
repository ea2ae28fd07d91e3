//! ICE candidates between the browser's form and the machine's.

use parley_protocol::call::{ConnectionId, Input};
use parley_protocol::message::Candidate;
use wasm_bindgen::prelude::*;
use web_sys::{RtcIceCandidate, RtcIceCandidateInit};

#[wasm_bindgen]
extern "C" {
    // web-sys knows neither side of the username fragment.
    #[wasm_bindgen(extends = RtcIceCandidate)]
    type LocalCandidate;

    #[wasm_bindgen(method, structural, getter, js_name = usernameFragment)]
    fn username_fragment(this: &LocalCandidate) -> Option<String>;

    #[wasm_bindgen(extends = RtcIceCandidateInit)]
    type RemoteCandidate;

    #[wasm_bindgen(method, structural, setter, js_name = usernameFragment)]
    fn set_username_fragment(this: &RemoteCandidate, ufrag: &str);
}

/// What an `icecandidate` event tells.
pub(super) fn gathered(
    connection: ConnectionId,
    candidate: Option<RtcIceCandidate>,
) -> Option<Input> {
    let Some(candidate) = candidate else {
        return Some(Input::GatheringDone { connection });
    };
    // The empty candidate is the end of one username fragment; the end of all of them follows.
    if candidate.candidate().is_empty() {
        return None;
    }
    Some(Input::CandidateGathered {
        connection,
        ufrag: candidate
            .unchecked_ref::<LocalCandidate>()
            .username_fragment(),
        candidate: Candidate {
            candidate: candidate.candidate(),
            sdp_mid: candidate.sdp_mid(),
            sdp_m_line_index: candidate.sdp_m_line_index(),
        },
    })
}

/// A candidate of the other side as the browser takes it.
pub(super) fn remote(ufrag: Option<&str>, candidate: &Candidate) -> RtcIceCandidateInit {
    let init = RtcIceCandidateInit::new(&candidate.candidate);
    init.set_sdp_mid(candidate.sdp_mid.as_deref());
    init.set_sdp_m_line_index(candidate.sdp_m_line_index);
    with_ufrag(init, ufrag)
}

/// The end of the candidates of the other side. W3C WebRTC §4.4.1.5: an empty candidate, for all media
/// sections.
pub(super) fn end(ufrag: Option<&str>) -> RtcIceCandidateInit {
    with_ufrag(RtcIceCandidateInit::new(""), ufrag)
}

fn with_ufrag(init: RtcIceCandidateInit, ufrag: Option<&str>) -> RtcIceCandidateInit {
    if let Some(ufrag) = ufrag {
        init.unchecked_ref::<RemoteCandidate>()
            .set_username_fragment(ufrag);
    }
    init
}
