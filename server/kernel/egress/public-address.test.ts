import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicAddress } from './index.ts';

const inside = `0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
  172.31.255.255 192.0.0.8 192.168.1.1 198.18.0.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
  :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:7f00:1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 fe80::1 fe80::1%lo
  fc00::1 fd12:3456::1 ff02::1 fec0::1 2001::1 2001:db8::1 2002:7f00:1::1 ::127.0.0.1 100::1`;
const outside = '1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.32.0.1 9.255.255.255 2606:4700::1111 2a00:1450:4001::5';

test('addresses of this machine and of networks beside it are not public', () => {
  for (const address of inside.split(/\s+/)) assert.equal(isPublicAddress(address), false, address);
});

test('addresses of the internet are public, and nothing else is an address', () => {
  for (const address of outside.split(' ')) assert.equal(isPublicAddress(address), true, address);
  for (const word of ['', 'localhost', '1.1.1', '2130706433', '0x7f.1']) assert.equal(isPublicAddress(word), false);
});
