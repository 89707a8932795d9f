/**
 * What an engine may ask of the shell whose window called it, and how the two talk. A shell has no SQL and makes no
 * gateway calls; the engine has no windows. The talk runs on the engine's socket (see docs/architecture.md):
 *
 *   /rpc?shell=<key>   one WebSocket per window: oRPC frames, relayed byte for byte
 *   /shell             one WebSocket per shell: the JSON messages below
 */
import { z } from 'zod';

const shellKinds = ['electron', 'browser'] as const;
export type ShellKind = (typeof shellKinds)[number];

/** The largest frame that a page or a command sends, to a shell and on to an engine: files come in one, as base64. */
export const largestFrameBytes = 8 * 1024 * 1024;

/** First message of a shell: who it is. `key` is random and names this shell in `/rpc?shell=`. */
export const helloSchema = z.strictObject({
  hello: z.strictObject({ key: z.string().min(16).max(64), kind: z.enum(shellKinds) }),
});

/** Shell to engine: nobody is at this computer now. Every window of the book is locked, its work goes on. */
export const lockSchema = z.strictObject({ lock: z.literal(true) });

export const askSchema = z.discriminatedUnion('kind', [
  /** Show another book in this window: the shell finds or starts that book's engine and moves the window to it. */
  z.strictObject({ kind: z.literal('open-book'), file: z.string().min(1) }),
  /** Open a gateway's page in the system browser; `hosts` are the ones that gateway declares. */
  z.strictObject({ kind: z.literal('open-page'), url: z.string().max(2048), hosts: z.array(z.string()) }),
  /** Hand an exported file to the person: a one-use ticket in the browser shell, a save dialog in Electron. */
  z.strictObject({ kind: z.literal('offer-download'), file: z.string().min(1), name: z.string().min(1).max(255) }),
  /** Seal a short secret with the system's keyring, for this user on this computer; and open what was sealed so. */
  z.strictObject({ kind: z.literal('seal'), text: z.string().min(1).max(1000) }),
  z.strictObject({ kind: z.literal('unseal'), text: z.string().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('notify'), title: z.string().max(200), body: z.string().max(1000) }),
]);
export type Ask = z.infer<typeof askSchema>;

export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done') }),
  /** GET /download/<ticket> on the shell's own origin, once, within 60 s. */
  z.strictObject({ kind: z.literal('ticket'), ticket: z.string() }),
  z.strictObject({ kind: z.literal('saved'), file: z.string() }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  /** `failure` names what a person can be told; `why` is for the log. */
  z.strictObject({
    kind: z.literal('refused'),
    why: z.string(),
    failure: z
      .strictObject({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
      .optional(),
  }),
]);
export type Answer = z.infer<typeof answerSchema>;

/**
 * In Electron the page's port goes straight to an engine that this shell started: the engine's process gets this message
 * with one port, which takes the place of a `/rpc?shell=<key>` WebSocket and carries the same frames.
 */
export const portMessageSchema = z.strictObject({ rpc: z.strictObject({ shell: z.string().min(16).max(64) }) });
export type PortMessage = z.infer<typeof portMessageSchema>;

/** Engine to shell. */
export const askMessageSchema = z.strictObject({ id: z.number().int(), ask: askSchema });
/** Shell to engine. */
export const answerMessageSchema = z.strictObject({ id: z.number().int(), answer: answerSchema });

/** The engine's first line on stdout, as JSON: it is up, or why it is not. */
export const engineLineSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('ready'), socket: z.string(), pid: z.number().int() }),
  z.strictObject({
    event: z.literal('failed'),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type EngineLine = z.infer<typeof engineLineSchema>;

/** The text file `<book>.holder` beside a book that is open: who holds it and where its engine listens. */
export const holderSchema = z.strictObject({
  pid: z.number().int(),
  socket: z.string(),
  since: z.string(),
  program: z.string(),
});
export type Holder = z.infer<typeof holderSchema>;
