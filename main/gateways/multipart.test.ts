import { expect, test } from 'vitest';
import { multipart, readMultipart } from './multipart';

test('fields and files stand one after the other, each whole; a name cannot end its line', () => {
  const parts = [
    { name: 'purpose', data: 'dispute_evidence' },
    { name: 'file', file: 'a"b\r\n.pdf', type: 'application/pdf', data: Buffer.from('%PDF\r\n--x\r\n\r\nend') },
  ];
  const body = multipart(parts, 'boundary-1').toString('utf8');
  expect(readMultipart(body)).toEqual([
    { name: 'purpose', data: 'dispute_evidence' },
    { name: 'file', file: 'a%22b%0D%0A.pdf', type: 'application/pdf', data: '%PDF\r\n--x\r\n\r\nend' },
  ]);
  expect(readMultipart('{}')).toBeNull();
  expect(readMultipart(body.slice(0, -3))).toBeNull();
});
