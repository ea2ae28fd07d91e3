//! What devices the machine has.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MediaDeviceInfo, MediaDeviceKind};

use super::media_devices;
use crate::browser::inbox::Inbox;
use crate::browser::listener::Listener;
use crate::hardware::{DeviceId, Inventory, Listed, Role};

/// Lists the devices. Empty where the browser does not tell.
pub(crate) async fn list() -> Inventory {
    enumerate().await.unwrap_or_default()
}

/// Reports whenever a device is plugged in or pulled out. A browser may do so several times for one.
pub(crate) fn watch(changed: Inbox<()>) -> Option<Listener> {
    let devices = media_devices()?;
    Some(Listener::new(&devices, "devicechange", move |_: Event| {
        changed.put(());
    }))
}

async fn enumerate() -> Result<Inventory, JsValue> {
    let devices = media_devices().ok_or(JsValue::UNDEFINED)?;
    let infos: Array = devices.enumerate_devices()?.await?.unchecked_into();
    let infos = infos.iter().map(JsCast::unchecked_into::<MediaDeviceInfo>);
    Ok(Inventory(infos.filter_map(|info| listed(&info)).collect()))
}

fn listed(info: &MediaDeviceInfo) -> Option<Listed> {
    let role = match info.kind() {
        MediaDeviceKind::Audioinput => Role::Microphone,
        MediaDeviceKind::Audiooutput => Role::Speaker,
        MediaDeviceKind::Videoinput => Role::Camera,
        _ => return None,
    };
    let id = info.device_id();
    Some(Listed {
        role,
        id: (!id.is_empty()).then_some(DeviceId(id)),
        label: info.label(),
        group: info.group_id(),
    })
}
