//! What a deployment says about its ICE servers.

use super::MAX_URLS;
use super::cloudflare::TurnKey;
use super::url::{IceUrl, Kind};

/// The ICE servers of a deployment.
pub(super) struct Settings {
    /// What is not a STUN URL that a browser would use is left out.
    pub(super) stun: Vec<IceUrl>,
    pub(super) relay: Result<Option<RelaySource>, ConfigFault>,
}

/// Where credentials for a relay come from. It holds secrets and is never printed.
pub(super) enum RelaySource {
    /// Cloudflare's TURN service.
    Cloudflare(TurnKey),
    /// A TURN server that shares a secret with this Worker.
    SharedSecret { urls: Vec<IceUrl>, secret: String },
}

/// Why a deployment has no relay although its settings speak of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConfigFault {
    #[error("TURN_KEY_ID is set, but the secret TURN_KEY_API_TOKEN is not")]
    NoToken,
    #[error("the secret TURN_KEY_API_TOKEN is set, but TURN_KEY_ID is not")]
    NoKeyId,
    #[error("TURN_KEY_ID is not the id of a TURN key")]
    InvalidKeyId,
    #[error("TURN_URLS is set, but the secret TURN_SECRET is not")]
    NoSecret,
    #[error("the secret TURN_SECRET is set, but TURN_URLS is not")]
    NoUrls,
    #[error("TURN_URLS holds something that is not a TURN URL, or port 53, which browsers block")]
    InvalidUrl,
    #[error("TURN_URLS holds more than three URLs, which would slow browsers down")]
    TooManyUrls,
    #[error("both TURN_KEY_ID and TURN_URLS are set: only one relay can be used")]
    TwoRelays,
}

impl Settings {
    /// Reads the settings. `var` gives the value of a variable or secret, empty where there is none.
    pub(super) fn read(var: impl Fn(&str) -> String) -> Self {
        let stun_urls = var("STUN_URLS");
        let stun = listed(&stun_urls).filter_map(|url| url.parse().ok());
        Self {
            stun: stun
                .filter(|url: &IceUrl| url.kind() == Kind::Stun)
                .collect(),
            relay: relay(|name| var(name).trim().to_owned()),
        }
    }
}

fn relay(var: impl Fn(&str) -> String) -> Result<Option<RelaySource>, ConfigFault> {
    match (cloudflare(&var)?, shared_secret(&var)?) {
        (Some(_), Some(_)) => Err(ConfigFault::TwoRelays),
        (one, other) => Ok(one.or(other)),
    }
}

fn cloudflare(var: impl Fn(&str) -> String) -> Result<Option<RelaySource>, ConfigFault> {
    let (id, token) = (var("TURN_KEY_ID"), var("TURN_KEY_API_TOKEN"));
    match (id.is_empty(), token.is_empty()) {
        (true, true) => Ok(None),
        (false, true) => Err(ConfigFault::NoToken),
        (true, false) => Err(ConfigFault::NoKeyId),
        (false, false) => {
            let key = TurnKey::new(id, token, var("TURN_API"));
            let key = key.ok_or(ConfigFault::InvalidKeyId)?;
            Ok(Some(RelaySource::Cloudflare(key)))
        }
    }
}

fn shared_secret(var: impl Fn(&str) -> String) -> Result<Option<RelaySource>, ConfigFault> {
    let (urls, secret) = (var("TURN_URLS"), var("TURN_SECRET"));
    match (urls.is_empty(), secret.is_empty()) {
        (true, true) => Ok(None),
        (false, true) => Err(ConfigFault::NoSecret),
        (true, false) => Err(ConfigFault::NoUrls),
        (false, false) => {
            let urls = turn_urls(&urls)?;
            Ok(Some(RelaySource::SharedSecret { urls, secret }))
        }
    }
}

fn turn_urls(list: &str) -> Result<Vec<IceUrl>, ConfigFault> {
    let urls: Result<Vec<IceUrl>, _> = listed(list).map(str::parse).collect();
    let urls = urls.map_err(|_| ConfigFault::InvalidUrl)?;
    if urls.is_empty() || urls.iter().any(|url| url.kind() == Kind::Stun) {
        return Err(ConfigFault::InvalidUrl);
    }
    if urls.len() > MAX_URLS {
        return Err(ConfigFault::TooManyUrls);
    }
    Ok(urls)
}

/// The entries of a comma-separated list.
fn listed(list: &str) -> impl Iterator<Item = &str> {
    list.split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(vars: &[(&str, &str)]) -> Settings {
        Settings::read(|name| {
            let var = vars.iter().find(|(key, _)| *key == name);
            var.map_or_else(String::new, |(_, value)| (*value).to_owned())
        })
    }

    fn fault(vars: &[(&str, &str)]) -> Option<ConfigFault> {
        read(vars).relay.err()
    }

    fn stun(list: &str) -> Vec<String> {
        let stun = read(&[("STUN_URLS", list)]).stun;
        stun.iter().map(IceUrl::to_string).collect()
    }

    fn turn(list: &str) -> Result<Vec<String>, ConfigFault> {
        match read(&[("TURN_URLS", list), ("TURN_SECRET", "s")]).relay? {
            Some(RelaySource::SharedSecret { urls, .. }) => {
                Ok(urls.iter().map(IceUrl::to_string).collect())
            }
            _ => panic!("the relay is not the one with the secret"),
        }
    }

    #[test]
    fn a_deployment_that_says_nothing_has_no_relay() {
        for vars in [&[][..], &[("TURN_KEY_ID", ""), ("TURN_URLS", " ")]] {
            assert!(matches!(read(vars).relay, Ok(None)));
        }
    }

    #[test]
    fn what_is_no_stun_url_is_left_out() {
        assert_eq!(
            stun(" stun:a:3478, https://b, turn:c, stun:d:53,, stuns:e"),
            ["stun:a:3478", "stuns:e"]
        );
    }

    #[test]
    fn either_relay_takes_two_settings() {
        let key = read(&[("TURN_KEY_ID", "0a1b"), ("TURN_KEY_API_TOKEN", "t")]);
        assert!(matches!(key.relay, Ok(Some(RelaySource::Cloudflare(_)))));
        assert_eq!(
            turn("turn:a, turns:b:443?transport=tcp").unwrap(),
            ["turn:a", "turns:b:443?transport=tcp"]
        );
    }

    #[test]
    fn half_of_the_settings_is_a_fault_that_names_the_other_half() {
        for (name, missing) in [
            ("TURN_KEY_ID", "TURN_KEY_API_TOKEN"),
            ("TURN_KEY_API_TOKEN", "TURN_KEY_ID"),
            ("TURN_URLS", "TURN_SECRET"),
            ("TURN_SECRET", "TURN_URLS"),
        ] {
            let said = fault(&[(name, "turn:a")]).unwrap().to_string();
            assert!(
                said.contains(&format!("{missing} is not")),
                "{name}: {said}"
            );
            assert!(said.contains(&format!("{name} is set")), "{name}: {said}");
        }
    }

    #[test]
    fn one_bad_url_spoils_the_list() {
        for list in ["turn:a, relay.example.org", "stun:a", "turn:a:53", ","] {
            assert_eq!(turn(list), Err(ConfigFault::InvalidUrl), "{list}");
        }
        assert_eq!(
            turn("turn:a,turn:b,turn:c,turn:d"),
            Err(ConfigFault::TooManyUrls)
        );
    }

    #[test]
    fn an_id_that_does_not_fit_into_a_path_is_a_fault() {
        let vars = [("TURN_KEY_ID", "../x"), ("TURN_KEY_API_TOKEN", "t")];
        assert_eq!(fault(&vars), Some(ConfigFault::InvalidKeyId));
    }

    #[test]
    fn two_relays_are_a_fault() {
        let vars = [
            ("TURN_KEY_ID", "0a1b"),
            ("TURN_KEY_API_TOKEN", "t"),
            ("TURN_URLS", "turn:a"),
            ("TURN_SECRET", "s"),
        ];
        assert_eq!(fault(&vars), Some(ConfigFault::TwoRelays));
    }
}
