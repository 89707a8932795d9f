/** Small JSON bodies, in and out, with a limit and a schema. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { contentSecurityPolicy, fixedHeaders } from '../policy';

/** What these routes take is a code or a word. */
const largestBodyBytes = 4096;

/** Gives the parsed body, or the status to refuse with. */
export async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): Promise<z.output<Schema> | 400 | 413> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > largestBodyBytes) return 413;
    chunks.push(chunk);
  }
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    return parsed.success ? parsed.data : 400;
  } catch {
    return 400;
  }
}

export function sendJson(response: ServerResponse, value: object): void {
  const body = JSON.stringify(value);
  response.writeHead(200, {
    ...fixedHeaders,
    'content-security-policy': contentSecurityPolicy('none'),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
