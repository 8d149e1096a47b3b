/** `npm run bench`: the measures and their bars; `npm run bench -- soak`: runs under random faults. */
await import(process.argv[2] === 'soak' ? './soak.ts' : './bars.ts')
