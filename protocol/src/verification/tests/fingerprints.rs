//! Finding the fingerprints in descriptions.

use proptest::prelude::*;

use super::*;

const DIGEST: &str = "4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:3E:4B:65:2E:7D:46:3F:54:42:CD:54:F1";

fn read(sdp: &str) -> Result<Vec<String>, FingerprintError> {
    let fingerprints = Fingerprints::in_description(sdp)?;
    Ok(fingerprints.iter().map(Fingerprint::to_string).collect())
}

fn written(digest: &str) -> Result<Vec<String>, FingerprintError> {
    read(&format!("v=0\r\na=fingerprint:{digest}\r\n"))
}

#[test]
fn the_fingerprint_of_a_browsers_description_is_found_once() {
    let section = |mid: u8| {
        format!(
            "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\n\
             a=fingerprint:sha-256 {DIGEST}\r\na=setup:actpass\r\na=mid:{mid}\r\n"
        )
    };
    let sdp = format!(
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n{}{}",
        section(0),
        section(1)
    );
    assert_eq!(read(&sdp), Ok(vec![format!("sha-256 {DIGEST}")]));
}

#[test]
fn a_fingerprint_for_the_session_counts_like_one_for_its_media() {
    let session = format!("v=0\r\na=fingerprint:sha-256 {DIGEST}\r\nm=audio 9 x 0\r\n");
    let media = format!("v=0\r\nm=audio 9 x 0\r\na=fingerprint:sha-256 {DIGEST}\r\n");
    assert_eq!(read(&session), read(&media));
}

#[test]
fn a_fingerprint_that_was_slipped_in_is_among_them_wherever_it_stands() {
    let (own, other) = (line(1), line(2));
    let media = "m=audio 9 x 0\r\n";
    for sdp in [
        format!("v=0\r\n{other}{media}{own}"),
        format!("v=0\r\n{media}{own}{media}{other}"),
        format!("v=0\r\n{own}{media}{other}"),
        format!("v=0\r\n{media}{own}{other}"),
        format!(
            "v=0\r\n{media}{own}\n A=Fingerprint:{}",
            &other["a=fingerprint:".len()..]
        ),
    ] {
        assert_eq!(Fingerprints::in_description(&sdp).unwrap().iter().len(), 2);
    }
}

#[test]
fn several_hash_functions_of_one_certificate_are_all_kept() {
    let longer = vec!["0F"; 48].join(":");
    let longest = vec!["F0"; 64].join(":");
    let sdp = format!(
        "a=fingerprint:sha-512 {longest}\na=fingerprint:sha-384 {longer}\na=fingerprint:sha-256 {DIGEST}\n"
    );
    let expected = vec![
        format!("sha-256 {DIGEST}"),
        format!("sha-384 {longer}"),
        format!("sha-512 {longest}"),
    ];
    assert_eq!(read(&sdp), Ok(expected));
}

#[test]
fn letters_may_be_small_or_large() {
    let expected = Ok(vec![format!("sha-256 {DIGEST}")]);
    assert_eq!(written(&format!("SHA-256 {DIGEST}")), expected);
    let small = DIGEST.to_lowercase();
    assert_eq!(written(&format!("sha-256 {small}")), expected);
}

#[test]
fn a_broken_hash_function_is_refused() {
    let sha1 = vec!["AB"; 20].join(":");
    for digest in [
        format!("sha-1 {sha1}"),
        format!("md5 {sha1}"),
        " AB".to_owned(),
    ] {
        assert_eq!(written(&digest), Err(FingerprintError::Hash));
    }
}

#[test]
fn a_fingerprint_that_is_not_quite_one_is_refused_and_not_passed_over() {
    for digest in [
        "",
        "sha-256",
        "sha-256 ",
        &format!("sha-256 {}", &DIGEST[3..]),
        &format!("sha-256 {DIGEST}:00"),
        &format!("sha-256 {}", DIGEST.replace(':', "")),
        &format!("sha-256 {}", DIGEST.replace("4A", "+A")),
        &format!("sha-256 {}", DIGEST.replace("4A", "4G")),
        &format!("sha-256  {DIGEST}"),
        &format!("sha-256 {DIGEST} {DIGEST}"),
    ] {
        assert_eq!(
            written(digest),
            Err(FingerprintError::Malformed),
            "{digest}"
        );
    }
}

#[test]
fn a_description_without_a_fingerprint_promises_nothing() {
    for sdp in ["", "v=0\r\nm=audio 9 x 0\r\n", "a=fingerprint", "a=finger"] {
        assert_eq!(read(sdp), Err(FingerprintError::Missing));
    }
}

#[test]
fn no_browser_has_17_certificates() {
    let most: String = (0..16).map(line).collect();
    assert_eq!(read(&most).unwrap().len(), 16);
    let more: String = (0..17).map(line).collect();
    assert_eq!(read(&more), Err(FingerprintError::TooMany));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(
        text in "(a=fingerprint:(sha-256 )?([0-9A-F]{2}:?){0,33}|m=x|[\\pC\\pL:= ]{0,20}|\r|\n){0,20}",
    ) {
        if let Ok(fingerprints) = Fingerprints::in_description(&text) {
            prop_assert!((1..=16).contains(&fingerprints.iter().len()));
        }
    }
}
