//! Credentials for a TURN server that shares a secret with this Worker.
//!
//! This is the scheme of draft-uberti-behave-turn-rest-00 §2.2, which coturn calls `use-auth-secret`. The
//! server keeps no list: the name says when it runs out, and the password proves that whoever knows the
//! secret has said so.

use base64ct::{Base64, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// A name and a password.
#[derive(PartialEq, Eq)]
pub(super) struct Credentials {
    pub(super) username: String,
    pub(super) credential: String,
}

/// Credentials that are good until `expiry`, in seconds since the Unix epoch. Quotas on the server count by
/// name, so each client gets a `user` of its own.
pub(super) fn credentials(secret: &str, expiry: u64, user: &str) -> Credentials {
    let username = format!("{expiry}:{user}");
    let mut mac =
        Hmac::<Sha1>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(username.as_bytes());
    let credential = Base64::encode_string(&mac.finalize().into_bytes());
    Credentials {
        username,
        credential,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `printf %s NAME | openssl dgst -sha1 -hmac SECRET -binary | base64` prints.
    #[test]
    fn a_password_is_what_the_server_computes_from_the_name_and_the_secret() {
        let Credentials {
            username,
            credential,
        } = credentials("north", 1_700_000_000, "ada");
        assert_eq!(username, "1700000000:ada");
        assert_eq!(credential, "ndZ88ryT1whVxdkcRLepT9D1MpM=");
    }

    #[test]
    fn a_secret_longer_than_a_block_of_the_hash_is_taken_whole() {
        let secret = "s".repeat(100);
        let password = |secret: &str| credentials(secret, 1, "ada").credential;
        assert_eq!(password(&secret), "6Xkw58S57a4Qy8A9mQqTc3BgJ9A=");
        assert_ne!(password(&secret), password(&secret[1..]));
    }

    #[test]
    fn another_name_time_or_secret_makes_another_password() {
        let password = |secret, expiry, user| credentials(secret, expiry, user).credential;
        let known = password("north", 1, "ada");
        assert_ne!(known, password("south", 1, "ada"));
        assert_ne!(known, password("north", 2, "ada"));
        assert_ne!(known, password("north", 1, "bob"));
    }
}
