//! Which certificates a side's descriptions named on one connection.
//!
//! All of them count, not the newest alone: a browser that has set up DTLS may pay no heed to what a later
//! description says, so whoever sits in the middle must not get rid of a certificate by naming another.

use crate::verification::{FingerprintError, Fingerprints};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Certificates {
    named: Option<Fingerprints>,
    /// Whether a description named none, or something that is none.
    unreadable: bool,
}

impl Certificates {
    /// The certificates of one description.
    pub(super) fn named_in(sdp: &str) -> Result<Fingerprints, FingerprintError> {
        Fingerprints::in_description(sdp)
    }

    /// Another description came.
    pub(super) fn add(&mut self, named: Result<Fingerprints, FingerprintError>) {
        match (named, &mut self.named) {
            (Err(_), _) => self.unreadable = true,
            (Ok(named), Some(all)) => all.extend(&named),
            (Ok(named), all @ None) => *all = Some(named),
        }
    }

    /// All that were named, if all could be read.
    pub(super) fn get(&self) -> Option<&Fingerprints> {
        self.named.as_ref().filter(|_| !self.unreadable)
    }
}
