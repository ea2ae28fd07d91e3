//! Frames in a few words each, so that a test reads them at a glance.

use crate::message::{ErrorCode, Member, PeerId, Rules, ServerFrame};

/// What a socket is sent.
pub(super) fn in_words(text: &str) -> String {
    let Ok(frame) = ServerFrame::parse(text) else {
        return text.to_owned();
    };
    let names = |ids: &[PeerId]| {
        let names: Vec<&str> = ids.iter().map(PeerId::as_str).collect();
        names.join(" ")
    };
    let roster = |members: &[Member]| {
        let ids: Vec<PeerId> = members.iter().map(|member| member.id.clone()).collect();
        names(&ids)
    };
    match frame {
        ServerFrame::Open => "OPEN".to_owned(),
        ServerFrame::IdTaken => "ID-TAKEN".to_owned(),
        ServerFrame::Error { code, .. } => match code {
            Some(ErrorCode::RoomFull) => "ERROR full".to_owned(),
            Some(ErrorCode::ForeignPage) => "ERROR foreign".to_owned(),
            Some(ErrorCode::Locked) => "ERROR locked".to_owned(),
            Some(ErrorCode::Removed) => "ERROR removed".to_owned(),
            Some(ErrorCode::TooFast) => "ERROR too fast".to_owned(),
            Some(ErrorCode::Stale) => "ERROR stale".to_owned(),
            Some(ErrorCode::MissingParameters | ErrorCode::TooManySockets) | None => {
                text.to_owned()
            }
        },
        ServerFrame::Room { resumed, peers, .. } => {
            let again = if resumed { " again" } else { "" };
            format!("ROOM{again} [{}]", roster(&peers))
        }
        ServerFrame::Knock { id, profile } => match profile {
            Some(_) => format!("KNOCK {id}"),
            None => format!("KNOCK {id} no longer"),
        },
        ServerFrame::Rules {
            rules,
            knocks,
            removed,
        } => {
            let open = if rules == Rules::default() {
                " open"
            } else {
                ""
            };
            let locked = if rules.locked { " locked" } else { "" };
            let knocking = if rules.knocking { " knocking" } else { "" };
            let without = match names(&removed).as_str() {
                "" => String::new(),
                names => format!(" without {names}"),
            };
            format!(
                "RULES{open}{locked}{knocking} [{}]{without}",
                roster(&knocks)
            )
        }
        ServerFrame::Joined { member, calls } => {
            format!("JOINED {} calling [{}]", member.id, names(&calls))
        }
        ServerFrame::Update(member) => format!("UPDATE {} {}", member.id, member.profile.as_str()),
        ServerFrame::Left(id) => format!("LEAVE {id}"),
        ServerFrame::Gone(id) => format!("GONE {id}"),
        ServerFrame::Expired(id) => format!("EXPIRE {id}"),
        ServerFrame::Relayed {
            relay,
            src,
            payload,
        } => format!(
            "{} {src} {}",
            relay.as_str(),
            payload.as_deref().unwrap_or("nothing")
        ),
    }
}
