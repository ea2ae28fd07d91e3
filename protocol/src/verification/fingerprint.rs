//! The fingerprints in a session description.

use std::collections::BTreeSet;
use std::fmt;

/// A hash of a DTLS certificate, as `a=fingerprint` gives it (RFC 8122 §5).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    hash: HashFunction,
    digest: Vec<u8>,
}

/// The hash functions that still stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HashFunction {
    /// SHA-256, which browsers use.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// All fingerprints of one description, at least one and at most [`Fingerprints::MAX`].
///
/// A browser accepts a certificate that any of them fits, and which lines count at which level is read
/// differently by different browsers. So this is the set of all of them, wherever they stand: one that
/// somebody slipped in is always among them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprints(BTreeSet<Fingerprint>);

/// Why the certificate that a description promises is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FingerprintError {
    /// It has none. It is for no DTLS connection.
    #[error("has no fingerprint")]
    Missing,
    /// One is not written as RFC 8122 asks for. A browser might read more from it than this does.
    #[error("has a malformed fingerprint")]
    Malformed,
    /// One is of a hash function that is broken or that no browser uses.
    #[error("has a fingerprint of a weak or unknown hash function")]
    Hash,
    /// There are more than [`Fingerprints::MAX`].
    #[error("has too many fingerprints")]
    TooMany,
}

impl Fingerprints {
    /// More than any browser writes.
    pub const MAX: usize = 16;

    const ATTRIBUTE: &str = "a=fingerprint:";

    /// Reads the fingerprints of a description, for the session and for its media.
    pub fn in_description(sdp: &str) -> Result<Self, FingerprintError> {
        let mut fingerprints = BTreeSet::new();
        for line in sdp.split(['\r', '\n']) {
            let line = line.trim();
            let Some((attribute, value)) = line.split_at_checked(Self::ATTRIBUTE.len()) else {
                continue;
            };
            if attribute.eq_ignore_ascii_case(Self::ATTRIBUTE) {
                fingerprints.insert(Fingerprint::parse(value)?);
            }
            if fingerprints.len() > Self::MAX {
                return Err(FingerprintError::TooMany);
            }
        }
        if fingerprints.is_empty() {
            return Err(FingerprintError::Missing);
        }
        Ok(Self(fingerprints))
    }

    /// Takes others in, too. There is no bound but [`Fingerprints::MAX`] for each description, so whoever keeps
    /// them bounds what they say.
    pub(crate) fn extend(&mut self, others: &Self) {
        let room = (Self::MAX + 1).saturating_sub(self.0.len());
        let new = others.0.difference(&self.0).take(room);
        let new: Vec<Fingerprint> = new.cloned().collect();
        self.0.extend(new);
    }

    /// Whether all of others' are among these.
    pub(crate) fn covers(&self, others: &Self) -> bool {
        others.0.is_subset(&self.0)
    }

    /// The fingerprints, in an order of their own.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Fingerprint> {
        self.0.iter()
    }
}

impl Fingerprint {
    /// The hash function.
    pub fn hash(&self) -> HashFunction {
        self.hash
    }

    /// The hash.
    pub fn digest(&self) -> &[u8] {
        &self.digest
    }

    fn parse(value: &str) -> Result<Self, FingerprintError> {
        let (name, digest) = value.split_once(' ').ok_or(FingerprintError::Malformed)?;
        let hash = HashFunction::from_name(name).ok_or(FingerprintError::Hash)?;
        let byte = |pair: &str| {
            let hex = pair.len() == 2 && pair.bytes().all(|digit| digit.is_ascii_hexdigit());
            hex.then(|| u8::from_str_radix(pair, 16).ok()).flatten()
        };
        let digest: Option<Vec<u8>> = digest.split(':').map(byte).collect();
        let digest = digest.filter(|digest| digest.len() == hash.bytes());
        let digest = digest.ok_or(FingerprintError::Malformed)?;
        Ok(Self { hash, digest })
    }
}

/// As RFC 8122 writes it, for people who compare by eye.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.hash.name())?;
        for (place, byte) in self.digest.iter().enumerate() {
            let before = if place == 0 { ' ' } else { ':' };
            write!(f, "{before}{byte:02X}")?;
        }
        Ok(())
    }
}

impl HashFunction {
    const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// Its name in a description.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha-256",
            Self::Sha384 => "sha-384",
            Self::Sha512 => "sha-512",
        }
    }

    fn bytes(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|hash| hash.name().eq_ignore_ascii_case(name))
    }
}
