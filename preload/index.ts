/** Gets the page its way to the engine: asks for a port, hands it on, and exposes nothing. */
import { ipcRenderer } from 'electron';
import { connectChannel, portChannel } from '../main/shell/electron/channels';

// A MessagePort cannot cross the bridge between the two worlds; a posted message can carry it.
ipcRenderer.on(portChannel, (event) => window.postMessage(portChannel, window.location.origin, [...event.ports]));
// By then the page listens: its scripts run before this event.
window.addEventListener('DOMContentLoaded', () => void ipcRenderer.invoke(connectChannel), { once: true });
