// Imported first by each command, in syntax that old versions can read.
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Kith needs Node 20 or newer to start, and this is ${process.version}: install a newer one.`);
  process.exit(1);
}
