//! The frames of the load: what a PeerJS client sends, in its order of fields, padded to a size.

pub(crate) const HEARTBEAT: &str = r#"{"type":"HEARTBEAT"}"#;
/// What Parley answers to that; the JavaScript object does the same.
pub(crate) const HEARTBEAT_REPLY: &str = "beat";

/// What a client of Parley says to go on the roster.
pub(crate) const JOIN: &str =
    r#"{"type":"JOIN","payload":{"profile":{"name":"Guest","instance":1},"calls":[]}}"#;

/// Stands before a frame's number.
const MARK: &str = r#""connectionId":"mc_"#;
const DIGITS: usize = 12;

/// A frame of so many bytes: a candidate where that is little, an offer where it is much.
pub(crate) fn frame(number: u64, dst: &str, bytes: usize) -> String {
    let (head, line, tail) = match bytes {
        ..1_000 => (
            r#"{"type":"CANDIDATE","payload":{"candidate":{"candidate":"candidate:"#,
            "842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx ",
            r#"","sdpMLineIndex":0,"sdpMid":"0"},"type":"media","#,
        ),
        _ => (
            r#"{"type":"OFFER","payload":{"sdp":{"type":"offer","sdp":"v=0\r\n"#,
            r"a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n",
            r#""},"type":"media","#,
        ),
    };
    let end = format!(r#"{MARK}{number:0DIGITS$}"}},"dst":"{dst}"}}"#);
    let room = bytes.saturating_sub(head.len() + tail.len() + end.len());
    let mut text = String::with_capacity(bytes);
    text.push_str(head);
    for _ in 0..room / line.len() {
        text.push_str(line);
    }
    text.extend(std::iter::repeat_n('x', room % line.len()));
    text.push_str(tail);
    text.push_str(&end);
    text
}

/// The number of a frame that was relayed. `None` for any other.
pub(crate) fn number(text: &str) -> Option<u64> {
    let at = text.rfind(MARK)? + MARK.len();
    text.get(at..at + DIGITS)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const DST: &str = "0000012c-5eed-4aaa-8bbb-000000000001";

    #[test]
    fn a_frame_is_json_of_the_size_asked_for_and_tells_its_number() {
        for (bytes, kind) in [(300, "CANDIDATE"), (4_096, "OFFER")] {
            let text = frame(7_654_321, DST, bytes);
            assert_eq!(text.len(), bytes);
            let json: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(
                (json["type"].as_str(), json["dst"].as_str()),
                (Some(kind), Some(DST))
            );
            assert_eq!(number(&text), Some(7_654_321));
        }
    }

    #[test]
    fn what_is_no_frame_of_the_load_has_no_number() {
        assert_eq!(number(r#"{"type":"OPEN"}"#), None);
        assert_eq!(number("beat"), None);
    }
}
