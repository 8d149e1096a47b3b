/**
 * `npm run bench`: the measures and their bars; `npm run bench -- soak`: runs under random faults;
 * `npm run bench -- soak sync`: histories of a repository whose workspace is kept in step.
 */
const [, , first, second] = process.argv
const isSoak = first === 'soak'
await import(isSoak && second === 'sync' ? './soak-sync.ts' : isSoak ? './soak.ts' : './bars.ts')
