import { BlockList, isIPv4, isIPv6 } from 'node:net';

// The IANA registries of special-purpose addresses: nothing in them is a stranger's server on the internet.
const special4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // shared by carriers
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, where clouds keep their credentials
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4],
];

// Of IPv6 only 2000::/3 is given out. That leaves out loopback, unique-local, link-local, multicast, IPv4-mapped and
// 64:ff9b::/96; these are the parts of it that lead elsewhere.
const special6: [string, number][] = [
  ['2001::', 23], // Teredo among them, which carries an IPv4 address
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 likewise
  ['3fff::', 20],
];

const refused = new BlockList();
for (const [net, bits] of special4) refused.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of special6) refused.addSubnet(net, bits, 'ipv6');
const given = new BlockList();
given.addSubnet('2000::', 3, 'ipv6');

/** Whether a literal IP address may belong to a stranger's server: not this machine, nor a network beside it. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refused.check(address, 'ipv4');
  // A zone, as in fe80::1%eth0, belongs to addresses of this network only.
  return isIPv6(address) && !address.includes('%') && given.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
