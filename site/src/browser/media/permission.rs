//! What the person has decided about a device before it is asked for.

use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::{PermissionState, PermissionStatus};

use super::DeviceKind;
use crate::browser::page;

/// A decision that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Permission {
    /// Asking for the device gets it, without a question.
    Granted,
    /// Asking for the device fails, without a question.
    Denied,
    /// Asking for the device asks the person; or the browser does not tell.
    Undecided,
}

#[wasm_bindgen]
extern "C" {
    // The names of the two devices are missing from the `PermissionName` of web-sys.
    #[wasm_bindgen(extends = Object)]
    type PermissionDescriptor;

    #[wasm_bindgen(method, structural, setter)]
    fn set_name(this: &PermissionDescriptor, name: &str);
}

/// The decision about a device.
pub(super) async fn of(device: DeviceKind) -> Permission {
    match query(device).await {
        Ok(PermissionState::Granted) => Permission::Granted,
        Ok(PermissionState::Denied) => Permission::Denied,
        Ok(_) | Err(_) => Permission::Undecided,
    }
}

async fn query(device: DeviceKind) -> Result<PermissionState, JsValue> {
    let permissions = page::window().navigator().permissions()?;
    if permissions.is_undefined() {
        return Err(JsValue::UNDEFINED);
    }
    let descriptor: PermissionDescriptor = Object::new().unchecked_into();
    descriptor.set_name(match device {
        DeviceKind::Microphone => "microphone",
        DeviceKind::Camera => "camera",
    });
    let status: PermissionStatus = permissions.query(&descriptor)?.await?.unchecked_into();
    Ok(status.state())
}
