export const id = 7;
export const ids = [7];
export const modules = {

/***/ 6007:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publish: () => (/* binding */ publish)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/report/publish-error.js
var publish_error = __webpack_require__(4311);
;// CONCATENATED MODULE: ./build/documents/left-out.js
function skipped(path, reason) {
    return { path, outcome: 'skipped', reason };
}
function failed(path, reason) {
    return { path, outcome: 'failed', reason };
}
/** For a file of no bytes: the platform's ingestion refuses it as EMPTY_FILE. */
function empty(path) {
    return skipped(path, 'The file is empty, and the platform refuses empty files.');
}
/** For what git left in place of a file that Git LFS keeps elsewhere. */
function lfsPointer(path) {
    return skipped(path, 'This is a Git LFS pointer, not the file itself: set "lfs: true" on actions/checkout.');
}
/** For a symbolic link, wherever it leads. */
function symbolicLink(path) {
    return skipped(path, 'This is a symbolic link, and links are not followed: let "glob" name what it leads to.');
}
/** For a file or folder that a pattern reaches through a linked folder. */
function behindLink(path) {
    return skipped(path, 'The way here leads through a symbolic link, and links are not followed: let "glob" name the real folder.');
}
/** For a name that cannot be written in UTF-8, as S3 and the platform require. */
function notUtf8(path) {
    return skipped(path, 'The name is not valid UTF-8: rename it to publish it.');
}
/** For what is neither a file nor a symbolic link: opening it could hang, or mean something else. */
function notAFile(path, stats) {
    return skipped(path, `This is ${kindOf(stats)}, not a file.`);
}
/** For a document above what S3 takes in one POST. */
function tooLarge(path) {
    return failed(path, 'The file is larger than 5 GiB, the most that S3 takes in one upload.');
}
/** For what the file system refused to show or to read, by its error. */
function unreadable(path, error) {
    const code = errorCode(error);
    if (code === 'ELOOP')
        return symbolicLink(path);
    if (code === 'ENXIO')
        return skipped(path, 'This is a socket or a device, not a file.');
    if (code === 'ENOENT' || code === 'ENOTDIR') {
        return failed(path, 'It was there when the search began, and is gone: does another step move files?');
    }
    if (code === 'EACCES' || code === 'EPERM') {
        return failed(path, `It cannot be read (${code}): give the user that runs this step permission.`);
    }
    return failed(path, `It cannot be read (${code}).`);
}
/** The file system's short name for what went wrong, such as ENOENT. */
function errorCode(error) {
    if (typeof error === 'object' && error !== null && 'code' in error)
        return String(error.code);
    return error instanceof Error ? error.message : String(error);
}
function kindOf(stats) {
    if (stats.isDirectory())
        return 'a folder';
    if (stats.isFIFO())
        return 'a FIFO (named pipe)';
    if (stats.isSocket())
        return 'a socket';
    return 'a device';
}

;// CONCATENATED MODULE: ./build/documents/listing.js

/**
 * What is in a folder. Bytes of a name that are not UTF-8 become lone surrogates, U+DC80 to U+DCFF
 * (as in Python's "surrogateescape"), so that no two names are confused: `isWellFormed()` tells them
 * apart, `visible()` shows them. Throws the file system's error.
 */
function list(folder) {
    const entries = (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true });
    // Node puts U+FFFD where it cannot decode; only then are the bytes worth a second look.
    if (!entries.some((entry) => entry.name.includes('\uFFFD')))
        return entries;
    return (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
        name: decode(entry.name),
        isDirectory: () => entry.isDirectory(),
    }));
}
/** A name as people can read it: `\xNN` for each byte that was not UTF-8. */
function visible(name) {
    if (name.isWellFormed())
        return name;
    return name.replace(/[\u{DC80}-\u{DCFF}]/gu, (escape) => `\\x${(escape.charCodeAt(0) - 0xdc00).toString(16)}`);
}
// Well-formed sequences, by the Unicode standard's table 3-7, over bytes read as Latin-1.
const UTF8 = /((?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+)|[\x80-\xff]/g;
function decode(name) {
    return name
        .toString('latin1')
        .replace(UTF8, (bytes, wellFormed) => wellFormed === undefined
        ? String.fromCharCode(0xdc00 + bytes.charCodeAt(0))
        : Buffer.from(wellFormed, 'latin1').toString('utf8'));
}

;// CONCATENATED MODULE: ./build/documents/names.js

/** What makes a document's name the name of its metadata object. */
const METADATA_SUFFIX = '.meta.json';
/** S3's limit for an object's key is 1,024 bytes; 200 of them are for the session's own prefix. */
const MAX_NAME_BYTES = 1_024 - 200 - METADATA_SUFFIX.length;
/** So many of a kind are named in one error. */
const MAX_NAMED = 3;
/**
 * What the platform calls a document at a path (with `/`). Each of `` \ # % " ' | < > { } ` ^ [ ] ~ ``
 * and control characters become `_`, as in the vendor's SDK: only if both clients name a file alike
 * can one overwrite the other's.
 */
function nameOf(path, { fileName, prefix }) {
    const last = fileName === 'basename' ? path.slice(path.lastIndexOf('/') + 1) : path;
    const name = prefix + last;
    if (/^[\w./ -]*$/.test(name))
        return name.replaceAll('/', '__');
    return name
        .toWellFormed()
        .replaceAll('/', '__')
        .normalize('NFC')
        .replaceAll(/[\\#%"'|<>{}`^[\]~\p{Cc}]/gu, '_');
}
/**
 * A name as it travels in the form's `filename`: every byte but `A-Z a-z 0-9 - . _ ~` is
 * percent-encoded, and the platform shows the decoded name. Never throws.
 */
function encodeName(name) {
    if (/^[\w.~-]*$/.test(name))
        return name;
    return encodeURIComponent(name.toWellFormed()).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
/**
 * Names the found files, in their order. Throws a PublishError that names the documents if two get
 * one name, if a name is too long for S3, or if one would be taken for metadata.
 */
function nameDocuments(files, options) {
    const documents = files.map(({ path, size }) => ({ path, name: nameOf(path, options), size }));
    refuse(collisions(documents), 'Two documents would get one name on the platform', options.fileName === 'basename'
        ? 'set "file-name" to "path", rename one of them or exclude it from "glob".'
        : 'rename one of them or exclude it from "glob".');
    refuse(documents.flatMap(({ path, name }) => {
        const bytes = encodeName(name).length;
        return bytes > MAX_NAME_BYTES ? [`${JSON.stringify(path)} (${bytes} bytes)`] : [];
    }), `A name is longer than the ${MAX_NAME_BYTES} bytes, percent-encoded, that S3 leaves for it`, 'shorten the path or "name-prefix", or set "file-name" to "basename".');
    refuse(documents.flatMap(({ path, name }) => name.endsWith(METADATA_SUFFIX) ? [`${JSON.stringify(path)} as ${JSON.stringify(name)}`] : []), `A name that ends in ${METADATA_SUFFIX} would be taken for another document's metadata`, 'change "name-prefix" or exclude it from "glob".');
    return documents;
}
function collisions(documents) {
    const paths = new Map();
    return documents.flatMap(({ path, name }) => {
        const other = paths.get(name);
        if (other === undefined)
            paths.set(name, path);
        return other === undefined
            ? []
            : [`${JSON.stringify(other)} and ${JSON.stringify(path)} as ${JSON.stringify(name)}`];
    });
}
function refuse(found, problem, advice) {
    if (found.length === 0)
        return;
    const named = found.slice(0, MAX_NAMED).join('; ');
    const more = found.length > MAX_NAMED ? `; and ${found.length - MAX_NAMED} more` : '';
    throw new publish_error/* PublishError */.S(`${problem}: ${named}${more}. What to do: ${advice}`);
}

;// CONCATENATED MODULE: ./build/documents/workspace-folder.js




/**
 * The real path of the workspace folder: it may itself be reached by a link, what is in it may not.
 * Throws a PublishError if it is not a folder.
 */
function realFolder(workspace) {
    try {
        const folder = (0,external_node_fs_.realpathSync)((0,external_node_path_.resolve)(workspace));
        if ((0,external_node_fs_.statSync)(folder).isDirectory())
            return folder;
    }
    catch (error) {
        throw new publish_error/* PublishError */.S(`The workspace folder ${workspace} (GITHUB_WORKSPACE) cannot be read: ${errorCode(error)}. Is it mounted in this container?`);
    }
    throw new publish_error/* PublishError */.S(`The workspace folder ${workspace} (GITHUB_WORKSPACE) is not a folder.`);
}
/** Whether an absolute path is the folder or lies below it, by its letters alone. */
function isWithin(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}

;// CONCATENATED MODULE: ./build/documents/folder-tree.js







/**
 * The workspace folder as a search may see it: without `.git`, without hidden names unless wanted,
 * without following a link, and without an end at what cannot be read.
 */
class FolderTree {
    folder;
    /** What kept the search from looking further, if no pattern excludes it. */
    obstacles = [];
    /** Where a search should have started, and there is nothing. */
    missing = [];
    /** The paths of documents that have a metadata file beside them, and of some that do not exist. */
    described = new Set();
    /** Whether something hidden was passed over. */
    passedHidden = false;
    #includeHidden;
    #closed = new Set();
    #folders = new Set();
    #linked = [];
    constructor(folder, includeHidden) {
        this.folder = folder;
        this.#includeHidden = includeHidden;
    }
    enter(root) {
        const path = this.pathOf(root);
        if (path.split('/').some((name) => this.#isHidden(name))) {
            this.#closed.add(root);
            return;
        }
        try {
            this.#enterVisible(root, path);
        }
        catch (error) {
            this.#closed.add(root);
            // Too long a name is one that nothing here can have.
            if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(errorCode(error)))
                this.missing.push(path);
            else
                this.obstacles.push(unreadable(path, error));
        }
    }
    exists(path) {
        return !this.#closed.has(path);
    }
    isFolder(path) {
        return this.#folders.has(path);
    }
    names(folder) {
        if (!folder.isWellFormed()) {
            this.obstacles.push(notUtf8(`${this.pathOf(folder)}/`));
            return [];
        }
        try {
            const entries = list(folder).filter((entry) => !this.#isHidden(entry.name));
            for (const entry of entries) {
                if (entry.isDirectory())
                    this.#folders.add((0,external_node_path_.join)(folder, entry.name));
                else if (entry.name.endsWith(METADATA_SUFFIX))
                    this.#describe((0,external_node_path_.join)(folder, entry.name));
            }
            return entries.map((entry) => entry.name);
        }
        catch (error) {
            if (folder === this.folder) {
                throw new publish_error/* PublishError */.S(`The workspace folder ${folder} cannot be read (${errorCode(error)}): give the user that runs this step permission.`);
            }
            this.obstacles.push(unreadable(`${this.pathOf(folder)}/`, error));
            return [];
        }
    }
    /** Whether a path leads through a linked folder in the literal part of a pattern. */
    isBehindLink(path) {
        return this.#linked.some((root) => path === root || path.startsWith(root + external_node_path_.sep));
    }
    /** Relative to the workspace folder, with `/`, fit to be shown. */
    pathOf(absolute) {
        const way = absolute.slice(this.folder.endsWith(external_node_path_.sep) ? this.folder.length : this.folder.length + 1);
        return visible(external_node_path_.sep === '/' ? way : way.replaceAll(external_node_path_.sep, '/'));
    }
    /** What is below a real folder and not a link is real, so only a search's start can lead astray. */
    #enterVisible(root, path) {
        const stats = (0,external_node_fs_.lstatSync)(root);
        if (stats.isSymbolicLink()) {
            this.obstacles.push(symbolicLink(path));
            return;
        }
        const parent = (0,external_node_path_.dirname)(root);
        if (root !== this.folder && (0,external_node_fs_.realpathSync)(parent) !== parent) {
            if (stats.isDirectory() && !isWithin(this.folder, (0,external_node_fs_.realpathSync)(root))) {
                this.obstacles.push(behindLink(`${path}/`));
                return;
            }
            this.#linked.push(root);
        }
        if (stats.isDirectory())
            this.#folders.add(root);
        // Nobody lists the folder of a pattern that is a file's path.
        else if (isThere(root + METADATA_SUFFIX))
            this.#describe(root + METADATA_SUFFIX);
    }
    #describe(metadataFile) {
        if (!metadataFile.isWellFormed())
            return;
        this.described.add(this.pathOf(metadataFile.slice(0, -METADATA_SUFFIX.length)));
    }
    #isHidden(name) {
        if (!name.startsWith('.'))
            return false;
        if (name.toLowerCase() === '.git')
            return true;
        if (!this.#includeHidden)
            this.passedHidden = true;
        return !this.#includeHidden;
    }
}
function isThere(file) {
    try {
        return !(0,external_node_fs_.lstatSync)(file).isDirectory();
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./node_modules/@actions/glob/lib/glob.js + 17 modules
var glob = __webpack_require__(2377);
;// CONCATENATED MODULE: ./build/documents/patterns.js




/** As `@actions/glob` reads a pattern. */
function lineOf({ excludes, absolute }) {
    return excludes ? `!${absolute}` : absolute;
}
/**
 * The patterns of the input "glob": one a line, `#` for a comment, `!` excludes, relative to the
 * workspace folder or absolute and in it. Throws a PublishError that names the pattern which is not
 * valid or searches outside of the workspace folder, or says that there is none that includes.
 */
async function readPatterns(input, workspace, folder) {
    const lines = input.split(/[\r\n]+/).map((line) => line.trim());
    const patterns = lines
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => parse(line, [(0,external_node_path_.resolve)(workspace), folder], folder));
    for (const pattern of patterns)
        await check(pattern, folder);
    if (patterns.length === 0) {
        throw new publish_error/* PublishError */.S('The input "glob" has no pattern: give one a line, such as "docs/**/*.md".');
    }
    if (patterns.every((pattern) => pattern.excludes)) {
        throw new publish_error/* PublishError */.S('The input "glob" has only patterns that exclude ("!"): add one that says what to publish, such as "docs/**/*.md".');
    }
    return patterns;
}
/** The pattern that means this path and no other. */
function literally(path) {
    return (external_node_path_.sep === '\\' ? path : path.replaceAll('\\', '\\\\')).replace(/[[?*]/g, '[$&]');
}
function parse(written, roots, folder) {
    const [marks = ''] = /^(?:!\s*)*/.exec(written) ?? [];
    const excludes = marks.replaceAll(/[^!]/g, '').length % 2 === 1;
    const pattern = written.slice(marks.length);
    if (pattern === '') {
        throw new publish_error/* PublishError */.S('The input "glob" has a line with "!" and no pattern behind it.');
    }
    return { written, excludes, absolute: makeAbsolute(pattern, roots, folder) };
}
function makeAbsolute(pattern, roots, folder) {
    const native = external_node_path_.sep === '\\' ? pattern.replaceAll('/', '\\') : pattern;
    // `${{ github.workspace }}` is not written as a pattern: what looks like one in it is a name.
    const root = roots.find((root) => native === root || native.startsWith(root + external_node_path_.sep));
    if (root !== undefined)
        return literally(folder) + native.slice(root.length);
    if (native === '.' || native.startsWith(`.${external_node_path_.sep}`))
        return literally(folder) + native.slice(1);
    if ((0,external_node_path_.isAbsolute)(native) || native === '~' || native.startsWith(`~${external_node_path_.sep}`))
        return native;
    return literally(folder) + external_node_path_.sep + native;
}
async function check({ written, absolute, excludes }, folder) {
    const name = JSON.stringify(written);
    const [start = folder] = await (0,glob/* create */.v)(absolute).then((globber) => globber.getSearchPaths(), (error) => {
        throw new publish_error/* PublishError */.S(`The pattern ${name} of the input "glob" is not valid: ${wrong(error)}`);
    });
    if (!excludes && !isWithin(folder, start)) {
        throw new publish_error/* PublishError */.S(`The pattern ${name} of the input "glob" searches ${start}, outside of the workspace folder ${folder}: only files in the workspace folder are published.`);
    }
}
function wrong(error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.includes('Relative pathing')
        ? '"." and ".." are not allowed in it; write it as a path relative to the workspace folder.'
        : `${message}.`;
}

;// CONCATENATED MODULE: ./build/documents/search.js




/**
 * The paths of a tree that the patterns find, files and what else is no folder, in no order.
 *
 * `@actions/glob` decides what a pattern means. What is there it is told by the tree: left alone it
 * ends at the first folder it cannot read, follows links in a pattern's literal part, asks for the
 * state of every file, one after the other, and cannot hold a folder of 200,000 names.
 */
async function search(patterns, tree) {
    const globber = await (0,glob/* create */.v)(patterns.join('\n'), {
        followSymbolicLinks: false,
        matchDirectories: false,
    });
    const searching = turn.then(() => {
        for (const root of globber.getSearchPaths())
            tree.enter?.(root);
        return lend(tree, () => globber.glob());
    });
    turn = searching.then(() => undefined, () => undefined);
    return searching;
}
/** Searches take turns, since each has `fs.promises` for its own. */
let turn = Promise.resolve();
/** The globber pushes the names of a folder as arguments, and a stack holds some 100,000 of those. */
const NAMES_AT_ONCE = 10_000;
const FOLDER = Promise.resolve({ isDirectory: () => true });
const FILE = Promise.resolve({ isDirectory: () => false });
async function lend(tree, use) {
    const { lstat, readdir } = external_node_fs_.promises;
    const places = new Map();
    async function namesOf(folder) {
        await (0,promises_.setImmediate)(); // signals are heard during a long search
        const { names, next } = places.get(folder) ?? { names: tree.names(folder), next: 0 };
        const end = next + NAMES_AT_ONCE;
        if (end >= names.length) {
            places.delete(folder);
            return names.slice(next);
        }
        places.set(folder, { names, next: end });
        // `.` is the folder itself: the globber comes back to it for the rest.
        return [...names.slice(next, end), '.'];
    }
    function stateOf(path) {
        if (tree.isFolder(path))
            return FOLDER;
        if (tree.exists(path))
            return FILE;
        return Promise.reject(Object.assign(new Error(`${path} does not exist`), { code: 'ENOENT' }));
    }
    Object.assign(external_node_fs_.promises, {
        lstat: answerWithin(tree.folder, lstat, stateOf),
        readdir: answerWithin(tree.folder, readdir, namesOf),
    });
    try {
        return await use();
    }
    finally {
        Object.assign(external_node_fs_.promises, { lstat, readdir });
    }
}
/** The function, but for calls with nothing but a path in the folder, as the globber makes them. */
function answerWithin(folder, original, answer) {
    const below = folder.endsWith(external_node_path_.sep) ? folder : folder + external_node_path_.sep;
    return new Proxy(original, {
        apply(target, self, given) {
            const [path] = given;
            const asked = given.length === 1 && typeof path === 'string';
            if (asked && (path === folder || path.startsWith(below)))
                return answer(path);
            return Reflect.apply(target, self, given);
        },
    });
}

;// CONCATENATED MODULE: ./build/documents/discover.js








/**
 * Finds the files to publish, and what the patterns match but cannot be published, by name and
 * reason. Opens no file. Files ending in `.meta.json` are metadata of others and are not matched.
 *
 * Throws a PublishError if a pattern is not valid or the workspace folder cannot be read.
 */
async function discover(options) {
    const folder = realFolder(options.workspace);
    const patterns = await readPatterns(options.patterns, options.workspace, folder);
    const tree = new FolderTree(folder, options.includeHiddenFiles);
    const found = await search(patterns.map(lineOf), tree);
    const files = [];
    const leftOut = await notExcluded(tree.obstacles, patterns, folder);
    for (const [index, absolute] of found.entries()) {
        if (index % 10_000 === 9_999)
            await (0,promises_.setImmediate)(); // signals are heard during a long list
        const file = examine(absolute, tree);
        if ('outcome' in file)
            leftOut.push(file);
        else
            files.push(file);
    }
    const { passedHidden, missing } = tree;
    options.log.debug(`Found ${files.length} files in ${folder}, and ${leftOut.length} to leave out.`);
    return {
        folder,
        files: sorted(files),
        sidecars: sorted(files.filter(({ path }) => tree.described.has(path))).map(({ path }) => path),
        leftOut: sorted(leftOut),
        clues: { patterns, passedHidden, missing },
    };
}
function examine(absolute, tree) {
    const path = tree.pathOf(absolute);
    if (!absolute.isWellFormed())
        return notUtf8(path);
    try {
        const stats = (0,external_node_fs_.lstatSync)(absolute);
        if (stats.isSymbolicLink())
            return symbolicLink(path);
        if (tree.isBehindLink(absolute))
            return behindLink(path);
        if (!stats.isFile())
            return notAFile(path, stats);
        return stats.size === 0 ? empty(path) : { path, size: stats.size };
    }
    catch (error) {
        return unreadable(path, error);
    }
}
/** The obstacles that no pattern excludes, found out in a tree that holds nothing else. */
async function notExcluded(obstacles, patterns, folder) {
    if (obstacles.length === 0)
        return [];
    const byPlace = new Map(obstacles.map((obstacle) => [placeOf(obstacle, folder), obstacle]));
    const everything = (0,external_node_path_.join)(literally(folder), '**');
    const excluding = patterns.filter((pattern) => pattern.excludes).map(lineOf);
    const found = await search([everything, ...excluding], {
        folder,
        exists: () => true,
        isFolder: (path) => path === folder,
        names: () => [...byPlace.keys()].map((place) => place.slice(folder.length)),
    });
    return found.flatMap((place) => byPlace.get(place) ?? []);
}
/** A folder stands for whatever is in it, since only a pattern for all of that excludes it. */
function placeOf({ path }, folder) {
    return (0,external_node_path_.join)(folder, path.endsWith('/') ? `${path}anything` : path);
}
/** By code units, the same everywhere, each path once, without metadata files. */
function sorted(items) {
    // Two that cannot be shown as they are may look alike: their reasons tell them apart.
    const unlike = new Map(items.map((item) => [JSON.stringify(item), item]));
    return [...unlike.values()]
        .filter((item) => !item.path.endsWith('.meta.json'))
        .sort((one, other) => (one.path < other.path ? -1 : 1));
}

;// CONCATENATED MODULE: ./build/documents/no-match.js


/**
 * The line for a search that found nothing: which patterns, what in particular speaks for a mistake,
 * and the usual causes.
 */
function explainNoMatch({ folder, clues }) {
    const written = clues.patterns.map((pattern) => JSON.stringify(pattern.written)).join(', ');
    return [
        `No file matches the input "glob" (${written}).`,
        ...(isEmpty(folder) ? ['The workspace folder is empty.'] : []),
        ...signsOfMistakes({ folder, clues }),
        ...(clues.passedHidden ? ['Hidden files or folders were passed over.'] : []),
        'Usual causes: actions/checkout has not run before this step, the patterns are not relative to the workspace folder,',
        'or the files are hidden (a name in the path starts with a dot), which needs "include-hidden-files: true".',
    ].join(' ');
}
/** What in the patterns is probably not meant, a sentence each; also where others have found something. */
function signsOfMistakes({ clues: { patterns, missing } }) {
    const written = patterns.map((pattern) => pattern.written);
    return [
        missing.length > 0 &&
            `There is no ${missing.map((path) => JSON.stringify(path)).join(', no ')} (upper and lower case count).`,
        written.some((pattern) => /\{[^}]*,[^}]*\}/.test(pattern)) &&
            'Braces such as {md,html} are not supported in "glob": give each pattern a line.',
        written.some((pattern) => /\\\w/.test(pattern)) &&
            'Folders in "glob" are separated by /, not by \\.',
        written.some((pattern) => pattern.endsWith(METADATA_SUFFIX)) &&
            `Files that end in ${METADATA_SUFFIX} are metadata of others, never documents.`,
    ].filter((sign) => sign !== false);
}
function isEmpty(folder) {
    return (0,external_node_fs_.readdirSync)(folder).length === 0;
}

;// CONCATENATED MODULE: ./build/metadata/additions.js
/** What is added to one document. */
function additionsTo(path, { input, sidecars }) {
    const sidecar = sidecars.get(path);
    return sidecar === undefined ? input : new Map([...input, ...sidecar]);
}
/** An addition that cannot be taken. The message follows on its place or key: `cannot be set: …`. */
class AdditionError extends Error {
    name = 'AdditionError';
}
/** By these it is told whose a document is, and whether it has changed. */
const OURS = ['path', 'repository', 'ref', 'url', 'commit_sha', 'content_sha256'];
/** The platform's own. (its documentation) */
const RESERVED = ['id', '_id'];
/**
 * Checks one addition. The errors hold nothing of the value.
 * @param value as YAML or JSON has it
 * @param written a number's own letters
 * @throws AdditionError
 */
function toAddition(key, value, written) {
    if (OURS.includes(key)) {
        throw new AdditionError('cannot be set or removed: it tells whose a document is.');
    }
    if (RESERVED.includes(key)) {
        throw new AdditionError('cannot be set: the platform has it for its own. Take another key.');
    }
    if (key === '' || key === 'prototype' || Object.hasOwn(Object.prototype, key)) {
        throw new AdditionError('cannot be a key of metadata. Take another one.');
    }
    if (value === null || typeof value === 'string' || typeof value === 'boolean')
        return value;
    if (typeof value === 'number') {
        if (isExact(value, written ?? ''))
            return value;
        throw new AdditionError('is a number that JSON cannot hold exactly as it is written: put it in quotes, as a string.');
    }
    if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
        return value;
    throw new AdditionError(Array.isArray(value)
        ? 'is a list that holds something else than strings: put each of its items in quotes.'
        : 'is a mapping: metadata are flat, so a value is a string, a number, true or false, or a list of strings.');
}
/** What a value is, for people. The platform takes one type of value for a key. */
function typeName(value) {
    return typeof value === 'object' ? 'list of strings' : typeof value;
}
/** Anything longer is no number that people mean as one. */
const LONGEST_NUMBER = 40;
const DECIMAL = /^([+-]?)(0|[1-9]\d*)?(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/** Whether JSON gives back what was written: not with digits too many, nor with zeros in front. */
function isExact(number, written) {
    if (!Number.isFinite(number) || written.length > LONGEST_NUMBER)
        return false;
    if (Number.isInteger(number) && !Number.isSafeInteger(number))
        return false;
    const expected = significant(written);
    return expected !== undefined && expected === significant(JSON.stringify(number));
}
/** Equal for equal decimals: sign, digits without zeros around them, and where the point is. */
function significant(decimal) {
    const match = DECIMAL.exec(decimal);
    if (match === null)
        return undefined;
    const [, sign, whole = '', fraction = '', exponent = '0'] = match;
    const digits = (whole + fraction).replace(/^0+/, '');
    const leading = digits.replace(/0+$/, '');
    const power = Number(exponent) - fraction.length + digits.length - leading.length;
    return leading === '' ? '0' : `${sign === '-' ? '-' : ''}${leading}e${power}`;
}

;// CONCATENATED MODULE: ./build/metadata/metadata-input.js


const LONGEST_QUOTE = 200;
const MOST_ALIASES = 100;
/**
 * Reads the input `metadata`: YAML, and so JSON too.
 * @throws a `PublishError` that quotes the line which is at fault
 */
async function readMetadataInput(text) {
    if (text.trim() === '')
        return new Map();
    const { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const lineCounter = new LineCounter();
    function wrong(offset, problem) {
        const { line } = lineCounter.linePos(offset);
        const [quoted = ''] = text.split('\n').slice(line - 1);
        return new publish_error/* PublishError */.S(`The input "metadata" is at fault in line ${line}, ${JSON.stringify(quoted.trim().slice(0, LONGEST_QUOTE))}: ${problem}`);
    }
    function parse() {
        try {
            return parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' });
        }
        catch {
            throw new publish_error/* PublishError */.S('The input "metadata" is nested too deeply: it is a flat mapping.');
        }
    }
    const document = parse();
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined)
        throw wrong(fault.pos[0], `it is not valid YAML (${fault.message}).`);
    const { contents } = document;
    if (contents === null || (isScalar(contents) && contents.value === null))
        return new Map();
    if (!isMap(contents)) {
        throw wrong(contents.range[0], 'it has to be a mapping, with lines such as "audience: admins".');
    }
    let aliases = 0;
    function resolve(node) {
        if (!isAlias(node))
            return node;
        // Each is looked for from the beginning.
        if (++aliases > MOST_ALIASES)
            throw wrong(node.range?.[0] ?? 0, 'there are too many aliases (*).');
        const target = node.resolve(document);
        if (target !== undefined)
            return target;
        throw wrong(node.range?.[0] ?? 0, `nothing before it is marked as &${node.source}.`);
    }
    /** Nothing deeper than a list is looked into: aliases cannot make more of it than it is. */
    function valueOf(node) {
        const value = resolve(node);
        if (value === null || value === undefined)
            return null;
        if (isScalar(value))
            return value.value;
        if (!isSeq(value))
            return {};
        return value.items.map(resolve).map((item) => (isScalar(item) ? item.value : undefined));
    }
    const additions = new Map();
    for (const { key, value } of contents.items) {
        const offset = key.range[0];
        if (!isScalar(key))
            throw wrong(offset, 'a key has to be a string.');
        const name = typeof key.value === 'string' ? key.value : key.source;
        const scalar = resolve(value);
        try {
            const written = isScalar(scalar) ? scalar.source : undefined;
            additions.set(name, toAddition(name, valueOf(value), written));
        }
        catch (error) {
            if (!(error instanceof AdditionError))
                throw error;
            throw wrong(offset, `the key ${JSON.stringify(name)} ${error.message}`);
        }
    }
    return additions;
}

// EXTERNAL MODULE: ./build/platform/client.js + 2 modules
var client = __webpack_require__(2112);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/documents/open.js



/** The most that S3 takes in one POST. (S3's documentation) */
const MAX_DOCUMENT_BYTES = 5 * 1024 ** 3;
/** A document, opened once: what is read is one file, whatever happens to its path. Close it. */
class OpenDocument {
    path;
    /** Bytes, as of opening. */
    size;
    #file;
    #reads = 0;
    #closed = false;
    constructor(path, size, file) {
        this.path = path;
        this.size = size;
        this.#file = file;
    }
    /** Fills the target from a position, and says how much of it: less only at the end that the file has or had. */
    readSync(target, position) {
        let filled = 0;
        while (filled < target.length) {
            const got = (0,external_node_fs_.readSync)(this.#file, target, filled, target.length - filled, position + filled);
            filled += got;
            // Asked for more, the system gave what there was to the known end.
            if (got === 0 || position + filled === this.size)
                break;
        }
        return filled;
    }
    /** As `readSync`, off the main thread: for what may take long. Rejects once closed. */
    async read(target, position) {
        let filled = 0;
        while (filled < target.length) {
            const got = await this.#readSome(target, filled, position + filled);
            if (got === 0)
                break;
            filled += got;
        }
        return filled;
    }
    /** May be called at any time, and more than once. */
    close() {
        if (this.#closed)
            return;
        this.#closed = true;
        if (this.#reads === 0)
            (0,external_node_fs_.closeSync)(this.#file);
    }
    #readSome(target, offset, position) {
        return new Promise((resolve, reject) => {
            if (this.#closed) {
                reject(new Error(`${this.path} is closed`));
                return;
            }
            this.#reads += 1;
            (0,external_node_fs_.read)(this.#file, target, offset, target.length - offset, position, (error, got) => {
                this.#reads -= 1;
                // A number closed under a read could be another file's by then.
                if (this.#closed && this.#reads === 0)
                    (0,external_node_fs_.close)(this.#file);
                if (error)
                    reject(error);
                else
                    resolve(got);
            });
        });
    }
}
// Windows has neither of the last two; a missing constant counts as 0.
const FLAGS = external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK;
// Elsewhere the system's own, twice as fast, may correct letter case.
const realPath = process.platform === 'linux' ? external_node_fs_.realpathSync.native : external_node_fs_.realpathSync;
/**
 * Opens a document for reading: no link is followed, neither at its end nor on the way, and a FIFO
 * does not hang. What cannot be sent comes back as left out; nothing stays open then.
 *
 * @param folder the real path of the workspace folder
 * @param path relative to it, with `/`
 */
function openDocument(folder, path) {
    const absolute = (0,external_node_path_.join)(folder, path);
    let file;
    try {
        file = (0,external_node_fs_.openSync)(absolute, FLAGS);
        const result = admit(file, absolute, path);
        if (result instanceof OpenDocument)
            file = undefined;
        return result;
    }
    catch (error) {
        return unreadable(path, error);
    }
    finally {
        if (file !== undefined)
            (0,external_node_fs_.closeSync)(file);
    }
}
function admit(file, absolute, path) {
    if (realPath(absolute) !== absolute)
        return behindLink(path);
    const stats = (0,external_node_fs_.fstatSync)(file);
    if (!stats.isFile())
        return notAFile(path, stats);
    if (stats.size > MAX_DOCUMENT_BYTES)
        return tooLarge(path);
    return new OpenDocument(path, stats.size, file);
}

;// CONCATENATED MODULE: ./build/documents/read.js



/** Up to this many bytes a document is read once, whole; above, it is streamed. */
const MAX_WHOLE_BYTES = 1024 * 1024;
/**
 * Opens a document and, up to 1 MiB, reads it once and hashes what was read, so that the two agree
 * whatever is written meanwhile. Synchronous: for small files that costs half of what promises do.
 *
 * @param folder the real path of the workspace folder
 * @param path relative to it, with `/`
 */
function readDocument(folder, path) {
    const document = openDocument(folder, path);
    if (!(document instanceof OpenDocument))
        return document;
    let large = false;
    try {
        const content = readWhole(document);
        large = content === undefined;
        if (content === undefined)
            return { outcome: 'large', document };
        if (content.length === 0)
            return empty(path);
        if (isLfsPointer(content))
            return lfsPointer(path);
        return { outcome: 'whole', content, sha256: (0,external_node_crypto_.hash)('sha256', content) };
    }
    catch (error) {
        return unreadable(path, error);
    }
    finally {
        if (!large)
            document.close();
    }
}
/** The whole content, or nothing if there is too much of it. */
function readWhole(document) {
    // Room for one byte more than expected tells whether the end was reached.
    let room = Math.min(document.size, MAX_WHOLE_BYTES) + 1;
    while (document.size <= MAX_WHOLE_BYTES) {
        const buffer = Buffer.allocUnsafe(room);
        const length = document.readSync(buffer, 0);
        if (length < room)
            return buffer.subarray(0, length);
        if (room > MAX_WHOLE_BYTES)
            break;
        room = MAX_WHOLE_BYTES + 1; // it has grown meanwhile
    }
    return undefined;
}
/** By the specification of Git LFS: pointers start with their version and are below 1,024 bytes. */
function isLfsPointer(content) {
    const version = 'version https://git-lfs.github.com/spec/v1';
    return content.length < 1024 && content.toString('latin1', 0, version.length) === version;
}

;// CONCATENATED MODULE: ./build/documents/stream.js


/** Bytes that are read, and held, at once. */
const SLICE_BYTES = 256 * 1024;
/**
 * Slices that are not overwritten: far more than a sender that heeds its socket's backpressure can
 * hold. Left to the garbage collector, the slices of a large document pile up to some 64 MB.
 */
const SLICES_KEPT = 8;
/** The document was written to while it was read: it may be hashed and sent again from the start. */
class DocumentChanged extends Error {
    name = 'DocumentChanged';
}
/**
 * Hashes a document to its end, in one buffer. A file to which something is added faster than it is
 * read ends with DocumentChanged at 5 GiB. Throws the file system's errors.
 */
async function hashDocument(document) {
    const sha256 = (0,external_node_crypto_.createHash)('sha256');
    const buffer = Buffer.allocUnsafeSlow(SLICE_BYTES);
    for (let size = 0; size <= MAX_DOCUMENT_BYTES;) {
        const length = await document.read(buffer, size);
        sha256.update(buffer.subarray(0, length));
        size += length;
        if (length < buffer.length)
            return { size, sha256: sha256.digest('hex') };
    }
    throw new DocumentChanged(`${document.path} grows while it is read.`);
}
/**
 * The document's slices, in order, as long as it is what it was when it was hashed. The last slice
 * comes only when size and hash agree; if they do not, it never comes, and DocumentChanged is
 * thrown. A slice's bytes are overwritten when the eighth after it is asked for. Throws the file
 * system's errors.
 */
async function* slicesOf(document, { size, sha256 }) {
    const actual = (0,external_node_crypto_.createHash)('sha256');
    const buffers = [];
    for (let position = 0; position < size; position += SLICE_BYTES) {
        const isLast = position + SLICE_BYTES >= size;
        const expected = isLast ? size - position : SLICE_BYTES;
        // One byte more than is left shows whether something was added.
        const room = isLast ? expected + 1 : expected;
        const kept = buffers.length < SLICES_KEPT ? undefined : buffers.shift();
        const buffer = kept ?? Buffer.allocUnsafeSlow(SLICE_BYTES + 1);
        buffers.push(buffer);
        const length = await document.read(buffer.subarray(0, room), position);
        const slice = buffer.subarray(0, expected);
        actual.update(slice);
        if (length !== expected || (isLast && actual.digest('hex') !== sha256)) {
            throw new DocumentChanged(`${document.path} changed while it was sent.`);
        }
        yield slice;
    }
}

;// CONCATENATED MODULE: ./build/metadata/title-front-matter.js
const BEGIN = /^(?:---|\+\+\+)[ \t]*\n/;
const END = { '-': /^(?:---|\.\.\.)[ \t]*$/m, '+': /^\+\+\+[ \t]*$/m };
/** The key with its value: what follows on its line, and lines that are indented or blank. */
const TITLE = /^(["']?)title\1[ \t]*:(?:[ \t].*)?(?:\n(?:[ \t].*)?)*$/m;
/** More is not one line's worth of text. */
const LONGEST_VALUE = 2_000;
/** Values that mean what they look like, so that no parser has to be loaded for them. */
const SIMPLE = /^title:[ \t]+(?:"([^"\\\n]*)"|'([^'\n]*)'|(\p{L}[\p{L}\p{N} ,.()-]*))\s*$/u;
const NULL = /^(?:null|Null|NULL)\s*$/;
/**
 * Parts front matter from what follows: YAML between lines of `---`. TOML between lines of `+++` is
 * not read, only passed over.
 * @param text with `\n` at the end of lines
 */
function splitFrontMatter(text) {
    const [begin] = BEGIN.exec(text) ?? [];
    if (begin === undefined)
        return { yaml: '', body: text };
    const isYaml = begin.startsWith('-');
    const rest = text.slice(begin.length);
    const end = END[isYaml ? '-' : '+'].exec(rest);
    if (end === null)
        return { yaml: '', body: text };
    const body = rest.slice(end.index + end[0].length);
    return { yaml: isYaml ? rest.slice(0, end.index) : '', body };
}
/**
 * The title that front matter gives, as it is written. What else it says is not parsed: it may be
 * large, or made to be slow.
 * @throws where it is not YAML
 */
async function readFrontMatterTitle(yaml) {
    const [entry] = TITLE.exec(yaml) ?? [];
    if (entry === undefined || entry.length > LONGEST_VALUE)
        return undefined;
    const [, double, single, plain] = SIMPLE.exec(entry) ?? [];
    const simple = double ?? single ?? plain;
    if (simple !== undefined && !(plain !== undefined && NULL.test(plain)))
        return simple;
    const { isMap, isScalar, parseDocument } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const { contents, errors } = parseDocument(entry, { prettyErrors: false, logLevel: 'error' });
    const value = isMap(contents) ? contents.get('title', true) : undefined;
    if (errors.length > 0 || !isScalar(value))
        return undefined;
    if (typeof value.value === 'string')
        return value.value;
    return value.value === null ? undefined : value.source;
}

;// CONCATENATED MODULE: ./build/metadata/title.js

/** A title is looked for in so many bytes at the beginning of a document. */
const TITLE_BYTES = 64 * 1024;
/** Characters; a title is a line to show, not a text. */
const LONGEST_TITLE = 300;
const MARKDOWN = /\.(?:md|mdx|markdown|mdown|mkdn?)$/i;
const HTML = /\.(?:html?|xhtml)$/i;
/** The first line of Markdown is a heading, and has no markup: most often so. */
const PLAIN_HEADING = /^\n* {0,3}#{1,6}[ \t]+([\p{L}\p{N} .,:;?()/'"+=%-]{1,200})(?:\n|$)/u;
/** Bytes that such a heading takes. */
const PLAIN_BYTES = 512;
/** Whether documents of this kind have titles: Markdown and HTML do, by the name's extension. */
function mayHaveTitle(path) {
    return MARKDOWN.test(path) || HTML.test(path);
}
/**
 * A document's title, plain text on one line: that of its front matter, else the first heading of
 * Markdown, or `<title>` or `<h1>` of HTML. Never throws: a title is not worth a failed run.
 * @param content the document, or at least its first `TITLE_BYTES`
 */
async function findTitle(path, content) {
    if (!mayHaveTitle(path))
        return undefined;
    try {
        const plain = MARKDOWN.test(path) ? plainHeading(title_decode(content, PLAIN_BYTES)) : undefined;
        if (plain !== undefined)
            return plain;
        const { yaml, body } = splitFrontMatter(title_decode(content, TITLE_BYTES));
        return presentable(await readFrontMatterTitle(yaml)) ?? presentable(await heading(path, body));
    }
    catch {
        return undefined;
    }
}
/** Parsers are loaded by the first document that needs them. */
async function heading(path, body) {
    if (HTML.test(path)) {
        const { titleOfHtml } = await Promise.all(/* import() */[__webpack_require__.e(31), __webpack_require__.e(664), __webpack_require__.e(770)]).then(__webpack_require__.bind(__webpack_require__, 8770));
        return titleOfHtml(body);
    }
    const plain = plainHeading(body);
    if (plain !== undefined)
        return plain;
    const { headingOfMarkdown } = await Promise.all(/* import() */[__webpack_require__.e(31), __webpack_require__.e(702), __webpack_require__.e(814)]).then(__webpack_require__.bind(__webpack_require__, 7814));
    return headingOfMarkdown(body);
}
function plainHeading(body) {
    return presentable(PLAIN_HEADING.exec(body)?.[1]);
}
/** So much of it, without a byte order mark and a last line that may be cut off. */
function title_decode(content, bytes) {
    const text = content.toString('utf8', 0, bytes).replace(/^\ufeff/, '');
    const whole = content.length > bytes ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
    return whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole;
}
/** Undefined where nothing is left to show, or where the text was not UTF-8. */
function presentable(title) {
    const line = title?.replace(/[\s\p{Cc}]+/gu, ' ').trim() ?? '';
    if (line === '' || line.includes('\ufffd'))
        return undefined;
    return line.length > LONGEST_TITLE
        ? `${line.slice(0, LONGEST_TITLE - 1).trimEnd()}…`.toWellFormed()
        : line;
}

;// CONCATENATED MODULE: ./build/metadata/metadata.js

/** A document's metadata: what is found, and over it what people add. A key without a value is left out. */
function describeDocument({ path, contentSha256, title, file }, event, additions) {
    const commit = file.kind === 'none' ? event.commit : file.commit;
    const metadata = { path, ...event.metadata };
    const put = (key, value) => {
        if (value !== undefined)
            metadata[key] = value;
    };
    put('url', permalink(file, event.repositoryUrl));
    put('title', title);
    put('commit_sha', commit?.sha);
    put('commit_date', commit?.date);
    put('commit_author', commit?.author);
    put('commit_message', commit?.subject);
    put('content_sha256', contentSha256);
    return additions.size === 0 ? metadata : withAdditions(metadata, additions);
}
function withAdditions(found, additions) {
    const metadata = new Map(Object.entries(found));
    for (const [key, value] of additions) {
        if (value === null)
            metadata.delete(key);
        else
            metadata.set(key, value);
    }
    return Object.fromEntries(metadata);
}
/** The keys that a document may get by itself, whose values are strings: before it is opened. */
function foreseeKeys(path, event) {
    const ofCommit = ['commit_date', 'commit_author', 'commit_message'];
    return [...Object.keys(event.metadata), ...ofCommit, ...(mayHaveTitle(path) ? ['title'] : [])];
}
/** As JSON writes half a character, and perhaps something else. */
const HALF_CHARACTER = /\\ud[89a-f]/;
/** JSON in UTF-8. The same metadata gives the same bytes, and what is not Unicode is replaced. */
function encodeMetadata(metadata) {
    const json = JSON.stringify(metadata_sorted(metadata));
    if (!HALF_CHARACTER.test(json))
        return Buffer.from(json);
    const entries = Object.entries(metadata).map(([key, value]) => [key.toWellFormed(), wellFormed(value)]);
    return Buffer.from(JSON.stringify(metadata_sorted(Object.fromEntries(entries))));
}
function metadata_sorted(metadata) {
    const result = {};
    for (const key of Object.keys(metadata).sort()) {
        const value = metadata[key];
        if (value !== undefined)
            result[key] = value;
    }
    return result;
}
function wellFormed(value) {
    if (typeof value === 'string')
        return value.toWellFormed();
    return typeof value === 'object' ? value.map((item) => item.toWellFormed()) : value;
}
/** Only to what git is known to hold: a link that leads nowhere is worse than none. */
function permalink(file, repositoryUrl) {
    if (repositoryUrl === undefined || file.kind === 'none')
        return undefined;
    if (file.kind === 'checked-out' && file.why !== 'shallow')
        return undefined;
    const segments = file.repositoryPath.toWellFormed().split('/').map(encodeURIComponent);
    return `${repositoryUrl}/blob/${file.commit.sha}/${segments.join('/')}`;
}

;// CONCATENATED MODULE: ./build/prepare.js







/**
 * How a document becomes a parcel: it is opened and read once, hashed, and described. A large one is
 * hashed first, for its metadata, and read again when it is sent.
 */
function preparing(folder, { history, event, added }) {
    return async ({ path, name }) => {
        const file = (await history).get(path) ?? { kind: 'none' };
        const describe = async (contentSha256, content) => {
            const additions = additionsTo(path, added);
            const title = additions.has('title') ? undefined : await findTitle(path, content);
            const findings = { path, contentSha256, title, file };
            return encodeMetadata(describeDocument(findings, event, additions));
        };
        const read = readDocument(folder, path);
        if (read.outcome === 'large')
            return await large(read, encodeName(name), describe);
        if (read.outcome !== 'whole')
            return notSent(read);
        return {
            kind: 'parcel',
            fileName: encodeName(name),
            metadata: await describe(read.sha256, read.content),
            body: { kind: 'whole', content: read.content },
            release: () => undefined,
        };
    };
}
async function large({ document }, fileName, describe) {
    try {
        const fingerprint = await hashDocument(document);
        if (fingerprint.size === 0) {
            document.close();
            return notSent(empty(document.path));
        }
        return {
            kind: 'parcel',
            fileName,
            metadata: await describe(fingerprint.sha256, await beginning(document)),
            body: {
                kind: 'slices',
                size: fingerprint.size,
                slices: () => slicesOf(document, fingerprint),
            },
            release: () => {
                document.close();
            },
        };
    }
    catch (error) {
        document.close();
        if (error instanceof DocumentChanged)
            return { kind: 'failed', reason: error.message };
        return notSent(unreadable(document.path, error));
    }
}
/** Read after the hash: if it changes later, the hash is no longer true, and all is read anew. */
async function beginning(document) {
    // One byte more tells that the document goes on.
    const buffer = Buffer.alloc(mayHaveTitle(document.path) ? TITLE_BYTES + 1 : 0);
    return buffer.subarray(0, await document.read(buffer, 0));
}
function notSent({ outcome, reason }) {
    return { kind: outcome, reason };
}

// EXTERNAL MODULE: ./build/network/clock.js
var clock = __webpack_require__(1607);
// EXTERNAL MODULE: ./build/report/figures.js
var figures = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/rehearse.js



/** A cancellation is heard only between two pieces of work. */
const LONGEST_DEAF_MILLISECONDS = 50;
/** A dry run: every document is made ready as if it were sent, and none is. What would be is in the ledger. */
async function rehearse(documents, prepare, { ledger, log, signal }) {
    const ready = [];
    let heardAt = performance.now();
    for (const document of documents) {
        const parcel = await (0,clock/* orCancelled */.N)(prepare(document), signal);
        if (performance.now() - heardAt > LONGEST_DEAF_MILLISECONDS) {
            await (0,promises_.setImmediate)();
            heardAt = performance.now();
        }
        if (parcel.kind === 'parcel') {
            parcel.release();
            ledger.rehearsed(document.path, parcel.metadata);
            ready.push(`${document.path} as ${document.name}`);
        }
        else {
            ledger.leftOut(document.path, parcel.kind, parcel.reason);
        }
    }
    log.group(`Dry run: ${(0,figures/* counted */.hS)(ready.length, 'document')} would be uploaded`, ready);
}

// EXTERNAL MODULE: ./build/report/explain.js
var explain = __webpack_require__(5696);
;// CONCATENATED MODULE: ./build/report/ledger.js
/**
 * Keeps the outcome of every matched document, so that none is lost quietly: whatever ends a run,
 * each document that was expected has an outcome and a reason.
 */
class Ledger {
    #expected = new Map();
    #entries = [];
    /** Where each document's entry is: known where somebody waits for ingestion. */
    #places;
    #counts = { uploaded: 0, skipped: 0, failed: 0, bytesUploaded: 0 };
    #log;
    constructor(log) {
        this.#log = log;
    }
    /** These documents will be settled one by one, or all of them by `abandon`. */
    expect(documents) {
        for (const { path, name } of documents)
            this.#expected.set(path, name);
    }
    uploaded(path, bytes) {
        this.#settle({ path, outcome: 'uploaded', bytes });
        this.#counts.bytesUploaded += bytes;
    }
    /** Settles one document that was not sent, and says so in the log. */
    leftOut(path, outcome, reason) {
        this.#settle({ path, outcome, reason });
        if (outcome === 'failed')
            this.#log.error(reason, path);
        else
            this.#log.warning(reason, path);
    }
    /** The platform has taken an uploaded document, has refused it (then it has failed), or not yet either. */
    ingested(path, ingestion) {
        this.#places ??= new Map(this.#entries.map((entry, index) => [entry.path, index]));
        const index = this.#places.get(path);
        const entry = index === undefined ? undefined : this.#entries[index];
        if (index === undefined || entry === undefined)
            return;
        if (ingestion.kind === 'refused') {
            const { reason } = ingestion;
            this.#entries[index] = { ...entry, outcome: 'failed', reason, ingestion: 'refused' };
            this.#counts.uploaded -= 1;
            this.#counts.failed += 1;
            this.#counts.bytesUploaded -= entry.bytes ?? 0;
            this.#log.error(reason, path);
        }
        else {
            this.#entries[index] = { ...entry, ingestion: ingestion.kind };
        }
    }
    /**
     * Settles one document of a dry run.
     * @param metadata JSON, as it would be sent
     */
    rehearsed(path, metadata) {
        this.#settle({
            path,
            outcome: 'skipped',
            reason: 'Dry run: it would be uploaded.',
            metadata: metadata.toString(),
        });
    }
    /** Settles every document that has no outcome yet, for one reason that the caller logs. */
    abandon(outcome, reason) {
        const first = this.#entries.length;
        for (const path of [...this.#expected.keys()])
            this.#settle({ path, outcome, reason });
        return this.#entries.slice(first);
    }
    get entries() {
        return this.#entries;
    }
    get counts() {
        return { matched: this.#entries.length + this.#expected.size, ...this.#counts };
    }
    #settle(entry) {
        const name = this.#expected.get(entry.path);
        this.#expected.delete(entry.path);
        this.#entries.push(name === undefined ? entry : { ...entry, name });
        this.#counts[entry.outcome] += 1;
    }
}

;// CONCATENATED MODULE: ./build/report/progress.js

const EVERY_MILLISECONDS = 5_000;
/** Says every few seconds how far an upload is, until the returned function is called. */
function showProgress(log, counts) {
    let before = counts().uploaded;
    const timer = setInterval(() => {
        const now = counts();
        const wanted = now.matched - now.skipped;
        const rate = ((now.uploaded - before) * 1000) / EVERY_MILLISECONDS;
        before = now.uploaded;
        // While a session is still being opened there is nothing to tell.
        if (now.uploaded === 0)
            return;
        log.info(`  ${(0,figures/* count */.U9)(now.uploaded)} of ${(0,figures/* counted */.hS)(wanted, 'document')} (${(0,figures/* bytes */.ee)(now.bytesUploaded)}, ${rate.toFixed(rate < 10 ? 1 : 0)} a second)`);
    }, EVERY_MILLISECONDS);
    return () => {
        clearInterval(timer);
    };
}

;// CONCATENATED MODULE: ./build/sessions/book.js
/** Which sessions this run has opened, and which of them are still to be closed. */
class SessionBook {
    #records = new Map();
    #remember;
    /** @param remember hears at once which sessions are still to be closed, whenever that changes */
    constructor(remember) {
        this.#remember = remember;
    }
    get records() {
        return [...this.#records.values()];
    }
    /** @param closeCommand closes it from a person's shell */
    opened(id, expiresAt, closeCommand) {
        this.#set({ id, expiresAt, closed: false, closeCommand });
    }
    closed(id) {
        const record = this.#records.get(id);
        if (record !== undefined)
            this.#set({ id, expiresAt: record.expiresAt, closed: true });
    }
    #set(record) {
        this.#records.set(record.id, record);
        this.#remember(this.records.filter(({ closed }) => !closed).map(({ id }) => id));
    }
}

;// CONCATENATED MODULE: ./build/storage/effort.js
/** Answers do not come evenly: so many times what can be prepared while one is under way. */
const SPARE = 1.5;
/** So many times what it costs a connection has to save: what it saves is only estimated. */
const PAYBACK = 2;
/**
 * What this program has to do itself, in milliseconds of work: for an object that it sends, and for a
 * connection that it opens, which over TLS takes as much as ten objects. It tells how many requests
 * in flight are worth their connections.
 */
class Effort {
    /** For an object: at most this, and less and less while the program is getting faster. */
    #object = Infinity;
    /** For a connection, as of when some were last opened. */
    #connection = 0;
    /** That round, and the next, which had to wait for them. */
    #opening = { rounds: 2, connections: 0, objects: 0, work: 0 };
    /** @param work milliseconds that it took to store the objects and to open the connections */
    spent(work, objects, connections) {
        // Until one is known without the other, both are taken to cost the same.
        const parts = this.#object === Infinity ? objects + connections : objects;
        this.#object = Math.min(this.#object, work / parts);
        if (connections > 0)
            this.#opening = { rounds: 0, connections, objects: 0, work: 0 };
        const opening = this.#opening;
        if (opening.rounds === 2)
            return;
        opening.rounds += 1;
        opening.objects += objects;
        opening.work += work;
        const rest = opening.work - opening.objects * this.#object;
        this.#connection = Math.max(0, rest) / opening.connections;
    }
    /**
     * How many requests in flight save more time than they cost: while an answer is under way, only so
     * many objects can be prepared, and what is left has to be worth the opening of more connections.
     *
     * @param wait milliseconds of an answer
     * @param left objects still to be stored
     */
    worthwhile(wait, left) {
        const prepared = this.#object === 0 ? Infinity : (SPARE * wait) / this.#object;
        const saved = left * wait;
        const paid = this.#connection === 0 ? Infinity : Math.sqrt(saved / (PAYBACK * this.#connection));
        return Math.ceil(Math.min(prepared, paid));
    }
}

;// CONCATENATED MODULE: ./build/storage/rate.js
/** What was taken in less time than this says little about a rate. */
const SHORTEST_MEASURE_MILLISECONDS = 250;
/** After a measured rate: stay a little below it, then feel the way up. */
const MEASURED = { share: 0.92, growthASecond: 1.04 };
/** While no more are refused than this share of the answers: up, for S3 has always refused some. */
const FEW = { refused: 0.05, share: 1, growthASecond: 1.1 };
/** After a guessed one: half of it, then up fast until S3 objects. */
const GUESSED = { share: 0.5, growthASecond: 1.5 };
/** After one at which next to nothing was stored: half of it, and up faster still once that is over. */
const OUTAGE = { share: 0.5, growthASecond: 3 };
/** Requests a millisecond: something must go for S3 to say that it is well again. */
const LOWEST = 0.01;
/** Requests a millisecond: more than S3 takes on one prefix, and far from what has no end. */
const HIGHEST = 10;
/** So much may go at once after a pause. */
const BURST_MILLISECONDS = 10;
/**
 * Spreads requests over time, once S3 has asked to slow down. While S3 refuses some, what it takes
 * is what it can take: that is measured, and nearly that is sent from then on, a little more with
 * each second without a refusal.
 */
class Rate {
    #clock;
    #waiting = [];
    #serving = false;
    /** Requests a millisecond as of `#since`; infinite until S3 has asked to slow down. */
    #base = Infinity;
    #growthASecond = 1;
    #since = 0;
    #sent = 0;
    #stored = 0;
    #refused = 0;
    #allowance = 0;
    #allowedAt = 0;
    constructor(clock) {
        this.#clock = clock;
    }
    /** Resolves when the next request may go; undefined where that is now. */
    turn() {
        if (this.#sent++ === 0)
            this.#since = this.#clock.now();
        if (this.#base === Infinity)
            return undefined;
        this.#earn();
        if (this.#waiting.length === 0 && this.#allowance >= 1) {
            this.#allowance -= 1;
            return undefined;
        }
        const turn = new Promise((resolve) => this.#waiting.push(resolve));
        if (!this.#serving)
            void this.#serve();
        return turn;
    }
    get isLimited() {
        return this.#base !== Infinity;
    }
    /** Whether somebody waits for a turn. */
    get isBraking() {
        return this.#waiting.length > 0;
    }
    stored() {
        this.#stored += 1;
    }
    refused() {
        this.#refused += 1;
    }
    /** S3 has refused a request for being one too many, and that is news. */
    reduce() {
        const now = this.#clock.now();
        const elapsed = Math.max(now - this.#since, 1);
        if (this.#base === Infinity) {
            this.#set(this.#sent / elapsed, GUESSED);
        }
        else {
            // So soon after the last reduction this says nothing new.
            if (elapsed < SHORTEST_MEASURE_MILLISECONDS)
                return;
            const rate = this.#now(now);
            const taken = this.#stored / elapsed;
            const answers = this.#stored + this.#refused;
            if (this.#refused <= answers * FEW.refused)
                this.#set(rate, FEW);
            // Far less than was allowed is no measure: few were sent, or S3 takes nothing for a while.
            else if (taken < rate / 2)
                this.#set(rate, OUTAGE);
            else
                this.#set(Math.min(taken, rate), MEASURED);
        }
        this.#since = now;
        this.#allowedAt = now;
        this.#stored = 0;
        this.#refused = 0;
    }
    /** Ends the limit: whoever waits goes now. */
    lift() {
        this.#base = Infinity;
        for (const go of this.#waiting.splice(0))
            go();
    }
    #set(rate, { share, growthASecond }) {
        this.#base = Math.max(rate * share, LOWEST);
        this.#growthASecond = growthASecond;
    }
    /** Requests a millisecond by now. */
    #now(now) {
        return Math.min(this.#base * this.#growthASecond ** ((now - this.#since) / 1000), HIGHEST);
    }
    #earn() {
        const now = this.#clock.now();
        const rate = this.#now(now);
        const most = Math.max(1, rate * BURST_MILLISECONDS);
        this.#allowance = Math.min(most, this.#allowance + rate * (now - this.#allowedAt));
        this.#allowedAt = now;
    }
    async #serve() {
        this.#serving = true;
        while (this.#waiting.length > 0) {
            this.#earn();
            while (this.#allowance >= 1) {
                this.#allowance -= 1;
                this.#waiting.shift()?.();
                if (this.#waiting.length === 0)
                    break;
            }
            const missing = (1 - this.#allowance) / this.#now(this.#clock.now());
            if (this.#waiting.length > 0)
                await this.#clock.sleep(Math.max(1, missing));
        }
        this.#serving = false;
    }
}

;// CONCATENATED MODULE: ./build/storage/pacing.js


/**
 * Where `auto` begins, and how far it goes: S3 takes about 3,500 writes a second on one prefix (its
 * documentation), which at 200 ms an answer are 700 in flight.
 */
const FIRST_LIMIT = 64;
const HIGHEST_LIMIT = 768;
/** More in flight pays where it brings at least this much more. */
const PAYS = 1.15;
/** Answers that take this much longer than they could are waiting for each other: more would wait, too. */
const QUEUES = 2;
/** Answers that take hardly longer than the fastest did meet an idle line. */
const IDLE = 1.4;
/** The share of its time in which a program that cannot do more is busy. */
const BUSY = 0.9;
/** Rounds without a change before more is tried again. */
const ROUNDS_BETWEEN_PROBES = 10;
/**
 * Decides when the next request may go. Never more than a limit are in flight; `auto` finds the
 * limit by itself: it doubles while that pays in objects a second, goes back where it does not, and
 * tries a little more from time to time. Where S3 asks to slow down, the limit is halved and the
 * requests are spread over time at the rate that S3 was seen to take.
 */
class Pacer {
    #clock;
    #ceiling;
    #rate;
    #effort = new Effort();
    #objects;
    #retries = [];
    #waiting = [];
    #inFlight = 0;
    #mostInFlight = 0;
    #stored = 0;
    #limit;
    /** A round is as many stored objects as were allowed in flight when it began. */
    #round = { started: 0, busy: 0, connections: 0, size: 0, stored: 0, waited: 0 };
    #growth = 'doubling';
    #best = { limit: FIRST_LIMIT, throughput: 0 };
    /** Milliseconds of an answer, in the round where they were fewest. */
    #shortestWait = Infinity;
    /** Milliseconds of the fastest answer. */
    #leastWait = Infinity;
    #misses = 0;
    #steadyRounds = 0;
    #slowedDownAt = -Infinity;
    /**
     * @param concurrency a number is a ceiling
     * @param objects how many there are to be stored
     */
    constructor(concurrency, objects, clock) {
        this.#clock = clock;
        this.#objects = objects;
        this.#ceiling = concurrency === 'auto' ? HIGHEST_LIMIT : concurrency;
        this.#limit = Math.min(FIRST_LIMIT, this.#ceiling);
        this.#rate = new Rate(clock);
        this.#beginRound();
    }
    /** Never more than this are in flight. */
    get ceiling() {
        return this.#ceiling;
    }
    /** How many may be in flight now. */
    get limit() {
        return this.#limit;
    }
    /** Resolves when there is room for one more; who tries again goes before who has not yet tried. */
    async enter(again = false) {
        if (this.#inFlight < this.#limit) {
            this.#begin();
            return;
        }
        const queue = again ? this.#retries : this.#waiting;
        await new Promise((resolve) => queue.push(resolve));
    }
    leave() {
        this.#inFlight -= 1;
        this.#admit();
    }
    /** Resolves when a request may go, at once where S3 has not asked to slow down. */
    turn() {
        return this.#rate.turn();
    }
    /** Lets go whoever waits for a turn: nothing will be sent any more. */
    stop() {
        this.#rate.lift();
    }
    /** How many objects have been stored so far. */
    get storedObjects() {
        return this.#stored;
    }
    /**
     * An object was stored.
     *
     * @param sentAt when its request was sent; absent for a large one, which takes as long as it takes
     * and says nothing about the pace
     */
    stored(sentAt) {
        this.#stored += 1;
        this.#rate.stored();
        if (sentAt === undefined)
            return;
        const wait = this.#clock.now() - sentAt;
        this.#leastWait = Math.min(this.#leastWait, wait);
        this.#round.waited += wait;
        if (++this.#round.stored >= this.#round.size)
            this.#endRound();
    }
    /**
     * S3 asked to slow down, or a request met only silence.
     *
     * @param sentAt when that request was sent: what was sent before the last answer of this kind does
     * not count again
     */
    slowDown(sentAt, cause) {
        if (cause === 'asked')
            this.#rate.refused();
        if (sentAt <= this.#slowedDownAt)
            return;
        const first = this.#slowedDownAt === -Infinity;
        this.#slowedDownAt = this.#clock.now();
        if (cause === 'asked')
            this.#rate.reduce();
        if (cause === 'silence' || first)
            this.#limit = Math.max(1, Math.floor(this.#limit / 2));
        this.#settle(this.#limit, 0);
        this.#beginRound();
    }
    #beginRound() {
        this.#round = {
            started: this.#clock.now(),
            busy: this.#clock.busy(),
            connections: this.#mostInFlight,
            size: this.#limit,
            stored: 0,
            waited: 0,
        };
    }
    #endRound() {
        const elapsed = Math.max(this.#clock.now() - this.#round.started, 0.001);
        const throughput = this.#round.stored / elapsed;
        const wait = this.#round.waited / this.#round.stored;
        this.#shortestWait = Math.min(this.#shortestWait, wait);
        const queues = wait > this.#shortestWait * QUEUES;
        const work = this.#clock.busy() - this.#round.busy;
        const worthwhile = this.#worthwhile(work);
        if (this.#rate.isLimited)
            this.#widen();
        else if (this.#growth === 'steady')
            this.#stay(throughput, wait, worthwhile);
        // A little more could not bring as much as pays.
        else if (this.#isBusy(work / elapsed) || worthwhile < this.#limit * PAYS)
            this.#misses = 0;
        else if (throughput > this.#best.throughput * PAYS && !queues)
            this.#grow(throughput, worthwhile);
        // A single slow round may be chance: the second decides.
        else if (++this.#misses === 2)
            this.#settle(this.#best.limit, this.#best.throughput);
        this.#beginRound();
        this.#admit();
    }
    /** @param work milliseconds that this program was busy in the round */
    #worthwhile(work) {
        const { connections, stored } = this.#round;
        this.#effort.spent(work, stored, this.#mostInFlight - connections);
        // What a session that ended early had taken is sent again, and counts twice.
        const left = Math.max(0, this.#objects - this.#stored);
        return this.#effort.worthwhile(this.#shortestWait, left);
    }
    /** Whether this program is the brake. It gets faster while it runs, above all after its first round. */
    #isBusy(share) {
        return share > BUSY && this.#best.throughput > 0;
    }
    /** The rate is the brake now; where the limit brakes more, as with slow answers, it gives way. */
    #widen() {
        if (!this.#rate.isBraking)
            this.#limit = Math.min(this.#ceiling, this.#limit * 2);
    }
    #grow(throughput, worthwhile) {
        this.#best = { limit: this.#limit, throughput };
        this.#misses = 0;
        const factor = this.#growth === 'doubling' ? 2 : 1.25;
        const next = Math.min(this.#ceiling, worthwhile, Math.ceil(this.#limit * factor));
        this.#limit = Math.max(this.#limit, next);
        if (this.#limit === this.#ceiling)
            this.#settle(this.#limit, throughput);
    }
    #settle(limit, throughput) {
        this.#limit = limit;
        this.#best = { limit, throughput };
        this.#growth = 'steady';
        this.#misses = 0;
        this.#steadyRounds = 0;
    }
    #stay(throughput, wait, worthwhile) {
        const { limit } = this.#best;
        const before = this.#best.throughput === 0 ? throughput : this.#best.throughput;
        this.#best = { limit, throughput: 0.8 * before + 0.2 * throughput };
        // Nothing waits, neither there nor here: what looked like too much was chance.
        const isIdle = wait < this.#leastWait * IDLE && worthwhile > this.#limit * 2;
        if (isIdle && this.#limit < this.#ceiling) {
            this.#growth = 'doubling';
            this.#grow(throughput, worthwhile);
            return;
        }
        const next = Math.min(this.#ceiling, worthwhile, Math.ceil(this.#limit * 1.25));
        if (++this.#steadyRounds < ROUNDS_BETWEEN_PROBES || next <= this.#limit)
            return;
        this.#growth = 'probing';
        this.#limit = next;
    }
    #admit() {
        while (this.#inFlight < this.#limit) {
            const next = this.#retries.shift() ?? this.#waiting.shift();
            if (next === undefined)
                return;
            this.#begin();
            next();
        }
    }
    #begin() {
        this.#inFlight += 1;
        this.#mostInFlight = Math.max(this.#mostInFlight, this.#inFlight);
    }
}

;// CONCATENATED MODULE: ./build/storage/patience.js
const PATIENCE_MILLISECONDS = 120_000;
/**
 * Ends the waiting where storage takes nothing any more: its signal aborts when attempts have failed
 * and for two minutes nothing was stored and nothing moved. A slow upload is not a reason.
 */
class Patience {
    #controller = new AbortController();
    #milliseconds;
    #timer;
    #lastReason = '';
    constructor(milliseconds = PATIENCE_MILLISECONDS) {
        this.#milliseconds = milliseconds;
    }
    get signal() {
        return this.#controller.signal;
    }
    /** What the last failed attempt came to. */
    get lastReason() {
        return this.#lastReason;
    }
    failed(reason) {
        this.#lastReason = reason;
        this.#timer ??= setTimeout(() => {
            this.#controller.abort();
        }, this.#milliseconds);
    }
    /** Storage takes the bytes of a large object, which may last longer than that. */
    moved() {
        this.#timer?.refresh();
    }
    /** Something was stored, or nothing is waited for any more. */
    renew() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./build/storage/body.js

/** The bytes could not be read to their end, or were not those that were promised. */
class BodyError extends Error {
    name = 'BodyError';
}
function sizeOf(body) {
    return body.kind === 'whole' ? body.content.length : body.size;
}
/**
 * More than this at once and a slow line would count as a silent one: undici's time-out runs while
 * a single buffer is being sent, and starts again with each slice.
 */
const body_SLICE_BYTES = 64 * 1024;
/**
 * The body of a request: one buffer where it is small, else slices of it.
 *
 * @param moved called as often as the line has taken a slice
 */
function framed(head, body, end, moved) {
    if (body.kind === 'whole' && body.content.length <= body_SLICE_BYTES) {
        return Buffer.concat([...head, body.content, end]);
    }
    return external_node_stream_.Readable.from(sliced(head, body, end, moved), { objectMode: false });
}
async function* sliced(head, body, end, moved) {
    yield* head;
    const parts = body.kind === 'whole' ? [body.content] : promised(body.slices());
    for await (const part of parts) {
        for (let start = 0; start < part.length; start += body_SLICE_BYTES) {
            yield part.subarray(start, start + body_SLICE_BYTES);
            moved();
        }
    }
    yield end;
}
/** Tells what goes wrong with the bytes apart from what goes wrong with the network. */
async function* promised(slices) {
    try {
        yield* slices;
    }
    catch (error) {
        throw new BodyError('the body of a request broke off', { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/storage/room.js
/**
 * A store of something scarce, such as memory: whoever wants a part of it waits until there is
 * enough, in the order of asking.
 */
class Room {
    #size;
    #waiting = [];
    #free;
    constructor(size) {
        this.#size = size;
        this.#free = size;
    }
    /** Takes a part, all of it where more is asked for than there is. Resolves with what to give back. */
    async take(amount) {
        const part = Math.min(amount, this.#size);
        if (this.#waiting.length === 0 && part <= this.#free) {
            this.#free -= part;
        }
        else {
            await new Promise((enter) => this.#waiting.push({ amount: part, enter }));
        }
        return part;
    }
    give(part) {
        this.#free += part;
        for (let next = this.#waiting[0]; next !== undefined && next.amount <= this.#free; next = this.#waiting[0]) {
            this.#waiting.shift();
            this.#free -= next.amount;
            next.enter();
        }
    }
}

// EXTERNAL MODULE: ./build/network/answer.js
var network_answer = __webpack_require__(2367);
// EXTERNAL MODULE: ./build/network/backoff.js
var backoff = __webpack_require__(8373);
// EXTERNAL MODULE: ./build/network/fault.js
var network_fault = __webpack_require__(4237);
;// CONCATENATED MODULE: ./build/storage/form.js

/** S3 replaces this in a key with the file name that the form's last part gives. */
const FILE_NAME = '${filename}';
const CRLF = '\r\n';
/**
 * Prepares the form of a presigned POST. The fields go out unchanged and no other is added: the
 * policy names every field that may come (S3's documentation). Only a key that leaves no place for
 * the file name gets one at its end, as the platform's documentation asks.
 *
 * @throws a `TypeError` for a field name that cannot stand in a form
 */
function createForm(fields) {
    const boundary = (0,external_node_crypto_.randomBytes)(24).toString('hex');
    const parts = Object.entries(fields).map(([name, value]) => {
        if (!/^[\w.-]+$/.test(name))
            throw new TypeError('a form field has a name that cannot be sent');
        const sent = name === 'key' && !value.includes(FILE_NAME) ? value + FILE_NAME : value;
        return `--${boundary}${CRLF}Content-Disposition: form-data; name="${name}"${CRLF}${CRLF}${sent}${CRLF}`;
    });
    return {
        contentType: `multipart/form-data; boundary=${boundary}`,
        fields: Buffer.from(`${parts.join('')}--${boundary}${CRLF}Content-Disposition: form-data; name="file"; filename="`),
        end: Buffer.from(`${CRLF}--${boundary}--${CRLF}`),
    };
}
/**
 * The parts that go before the bytes of one object. The file part is the last one: S3 ignores what
 * follows.
 *
 * @param fileName the object's name, percent-encoded
 */
function formHead(form, fileName) {
    const rest = Buffer.from(`${fileName}"${CRLF}Content-Type: application/octet-stream${CRLF}${CRLF}`);
    return [form.fields, rest];
}

// EXTERNAL MODULE: ./build/network/address.js
var network_address = __webpack_require__(8865);
;// CONCATENATED MODULE: ./build/storage/redirect.js

/** How often one object may be sent elsewhere. */
const MOST_HOPS = 3;
const S3_DOMAINS = ['.amazonaws.com', '.amazonaws.com.cn'];
/**
 * Where a 307 leads: young buckets send their clients to the region's own host for a while (S3's
 * documentation). The form holds credentials, so it goes only to the same host or to another one of
 * the same S3 domain, and never from https to http; `undefined` for anywhere else.
 */
function redirected(from, location) {
    if (!URL.canParse(location, from.href))
        return undefined;
    const to = new URL(location, from.href);
    if (!(0,network_address/* isSafeAddress */.c)(to) || to.protocol !== from.protocol)
        return undefined;
    if (to.hostname === from.hostname)
        return to;
    const shared = S3_DOMAINS.some((domain) => from.hostname.endsWith(domain) && to.hostname.endsWith(domain));
    return shared ? to : undefined;
}

// EXTERNAL MODULE: ./build/report/secrets.js
var secrets = __webpack_require__(9338);
;// CONCATENATED MODULE: ./build/storage/verdict.js




const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504]);
/** Codes of a 400 that are about this attempt, not about the request. */
const PASSING_CODES = new Set(['RequestTimeout', 'IncompleteBody']);
const EXPIRED_CODES = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired']);
/** Reads an answer of S3, by its documentation. */
function verdictOf(answer) {
    const { status } = answer;
    if (status === 204 || ((status === 200 || status === 201) && isOfS3(answer)))
        return { kind: 'stored' };
    if (status === 307)
        return { kind: 'moved', location: (0,network_answer/* header */.w)(answer, 'location') };
    const error = errorDocument(answer.text);
    const reason = reasonOf(status, error);
    if (PASSING_STATUS.has(status) || (status === 400 && PASSING_CODES.has(error.code))) {
        const late = status === 408 || status === 504 || error.code === 'RequestTimeout';
        const slowDown = status === 503 || status === 429 ? 'asked' : late ? 'silence' : 'no';
        const retryAfterMilliseconds = (0,backoff/* retryAfter */.P9)(answer.headers['retry-after']);
        const perhapsStored = status >= 500 && status !== 503;
        return {
            kind: 'again',
            reason,
            perhapsStored,
            slowDown,
            isStale: false,
            retryAfterMilliseconds,
        };
    }
    const ended = EXPIRED_CODES.has(error.code) || /policy expired/i.test(error.message);
    if (status >= 400 && status < 500 && ended)
        return { kind: 'expired', reason };
    return { kind: 'refused', reason };
}
/**
 * What it means for an object that no answer came.
 *
 * @param used whether the connection had brought an answer before
 */
function verdictOfFault(fault, used) {
    const reason = `the storage ${fault.what}`;
    const advice = (0,network_fault/* adviceOn */.ik)(fault);
    const whole = advice === undefined ? reason : `${reason}. ${advice}`;
    if (!(0,network_fault/* isTransient */.dg)(fault))
        return { kind: 'refused', reason: whole };
    const late = fault.kind === 'silent' || fault.kind === 'unconnected';
    return {
        kind: 'again',
        reason: whole,
        perhapsStored: (0,network_fault/* mayHaveArrived */.BW)(fault),
        slowDown: late ? 'silence' : 'no',
        isStale: used && fault.kind === 'interrupted',
        retryAfterMilliseconds: 0,
    };
}
/** A proxy's login page is a 200, too: only S3 names an object's ETag or its request. */
function isOfS3(answer) {
    return (0,network_answer/* header */.w)(answer, 'etag') !== '' || (0,network_answer/* header */.w)(answer, 'x-amz-request-id') !== '';
}
/** S3's error document may echo the security token: its code and message are all that is read. */
function errorDocument(text) {
    if (!/<Error>/.test(text))
        return { code: '', message: '' };
    return { code: verdict_element(text, 'Code', 64), message: verdict_element(text, 'Message', 300) };
}
function verdict_element(text, name, limit) {
    const start = text.indexOf(`<${name}>`);
    const end = text.indexOf(`</${name}>`, start);
    if (start < 0 || end < 0)
        return '';
    const words = text
        .slice(start + name.length + 2, end)
        .replace(/&(lt|gt|quot|apos|amp);/g, (entity) => XML_ENTITIES[entity] ?? entity);
    // Half a secret is still one, and nobody would know it.
    return (0,secrets/* withoutSecrets */.c)(words).slice(0, limit);
}
const XML_ENTITIES = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&apos;': "'",
    '&amp;': '&',
};
function reasonOf(status, { code, message }) {
    const answered = `the storage answered HTTP ${String(status)}`;
    // A sentence of S3's ends within one of ours.
    const said = message.replace(/\.+$/, '');
    if (code !== '')
        return `${answered} ${code}${said === '' ? '' : `: ${said}`}`;
    return status < 300 ? `${answered}, but not as S3 does (a proxy?)` : answered;
}

;// CONCATENATED MODULE: ./build/storage/send.js








const ERROR_DOCUMENT_BYTES = 64 * 1024;
/** The first bytes of a body find room on the way, even where nobody takes them at its end. */
const ROOM_ON_THE_WAY_MILLISECONDS = 1_000;
/**
 * Sends one object until it is stored, refused for good, or its budget of attempts is spent. The
 * same key and bytes again do no harm. Expects to have entered the pacer, and leaves it while it
 * pauses.
 *
 * @throws the signal's reason when that aborts
 */
async function sendObject(object, destination, line) {
    let hops = 0;
    let stale = 0;
    let perhapsStored = false;
    for (let failures = 0;;) {
        await line.pacer.turn();
        const sentAt = line.clock.now();
        const { address } = destination;
        const verdict = await attempt(object, destination.form, address, sentAt, line);
        line.signal.throwIfAborted();
        switch (verdict.kind) {
            case 'stored':
                line.patience.renew();
                line.pacer.stored(object.body.kind === 'whole' ? sentAt : undefined);
                return verdict;
            case 'expired':
            case 'changed':
                return { ...verdict, perhapsStored };
            case 'refused':
                return verdict;
            case 'moved': {
                const next = redirected(address, verdict.location);
                if (next === undefined || ++hops > MOST_HOPS)
                    return misled(verdict.location, next);
                destination.address = next;
                break;
            }
            case 'again':
                perhapsStored ||= verdict.perhapsStored;
                if (verdict.isStale && ++stale <= backoff/* MOST_STALE_CONNECTIONS */.gc) {
                    // Those that were closed together with it are noticed meanwhile.
                    await (0,promises_.setImmediate)();
                    break;
                }
                line.patience.failed(verdict.reason);
                if (verdict.slowDown !== 'no')
                    line.pacer.slowDown(sentAt, verdict.slowDown);
                if (++failures === backoff/* OBJECT_BUDGET */.Iw.attempts) {
                    return { kind: 'refused', reason: `${verdict.reason} (${String(failures)} attempts)` };
                }
                await pause((0,backoff/* pauseAfter */.l0)(failures, backoff/* OBJECT_BUDGET */.Iw, line.clock, verdict.retryAfterMilliseconds), line);
        }
    }
}
async function attempt({ fileName, body }, form, address, sentAt, { dispatcher, clock, patience, signal }) {
    signal.throwIfAborted();
    const head = formHead(form, fileName);
    const length = head[0].length + head[1].length + sizeOf(body) + form.end.length;
    const moved = () => {
        if (clock.now() - sentAt > ROOM_ON_THE_WAY_MILLISECONDS)
            patience.moved();
    };
    try {
        const request = {
            origin: address.origin,
            path: address.pathname + address.search,
            method: 'POST',
            headers: { 'content-type': form.contentType, 'content-length': String(length) },
            body: framed(head, body, form.end, moved),
        };
        const answer = await (0,network_answer/* ask */.k)(dispatcher, request, ERROR_DOCUMENT_BYTES);
        // undici lets a turn of the event loop pass before it uses a connection again: who sends
        // anything sooner gets a new one.
        await (0,promises_.setImmediate)();
        return verdictOf(answer);
    }
    catch (error) {
        if (error instanceof BodyError)
            return { kind: 'changed' };
        return verdictOfFault((0,network_fault/* networkFault */.T4)(error), (0,network_fault/* hadServed */.Hm)(error));
    }
}
/** Waits without keeping others from sending. */
async function pause(milliseconds, { clock, pacer, signal }) {
    pacer.leave();
    try {
        await clock.sleep(milliseconds, signal);
    }
    finally {
        await pacer.enter(true);
    }
}
function misled(location, address) {
    const reason = address === undefined
        ? `the storage redirects to ${hostOf(location)}, where documents must not be sent`
        : `the storage redirects again and again`;
    return { kind: 'refused', reason };
}
function hostOf(location) {
    return URL.canParse(location) ? new URL(location).host : 'nowhere';
}

;// CONCATENATED MODULE: ./build/storage/upload.js



/** A document that changes while it is sent is sent anew this often. */
const MOST_ROUNDS = 3;
const OUTDATED = 'It changed while it was being sent, after an answer was lost: the storage may hold what it was before. Does another step write it?';
/** Memory for what is being sent, or waits to be sent again. */
const ROOM_BYTES = 64 * 1024 * 1024;
/** What a document takes besides its content. */
const DOCUMENT_BYTES = 16 * 1024;
/** Above this a document is large: it is streamed, and few are sent at once. */
const LARGE_BYTES = 1024 * 1024;
/** Large documents at once: one while small ones wait, more when only large ones are left. */
const LARGE_AT_ONCE = { besideSmall: 1, alone: 8 };
/**
 * Sends every document to the destination, many at once, each after its metadata. A document that
 * cannot be delivered does not stop the others, and a large one does not hold up the small ones.
 *
 * @throws the run's own reason when the run is cancelled
 */
async function uploadDocuments(documents, handling, destination, line) {
    const settled = new Set();
    const doubtful = [];
    const storedBefore = line.pacer.storedObjects;
    let expired;
    let failure;
    const isOver = () => line.signal.aborted || expired !== undefined || failure !== undefined;
    async function deliver(document) {
        try {
            const delivery = await deliverDocument(document, handling, destination, line);
            if (delivery.kind === 'expired') {
                expired = delivery.reason;
                if (delivery.perhapsStored)
                    doubtful.push(document);
            }
            else {
                settled.add(document);
                handling.settle(document, delivery);
            }
        }
        catch (error) {
            failure ??= error instanceof Error ? error : new Error(String(error));
        }
        finally {
            line.pacer.leave();
        }
    }
    /** Begins with each document when its turn has come, and not before: one that waits costs nothing. */
    async function deliverEach(documents, room, cost) {
        const underWay = new Set();
        for (const document of documents) {
            const part = await room.take(cost(document));
            await line.pacer.enter();
            if (isOver()) {
                line.pacer.leave();
                room.give(part);
                break;
            }
            const delivery = deliver(document).finally(() => {
                underWay.delete(delivery);
                room.give(part);
            });
            underWay.add(delivery);
        }
        await Promise.all(underWay);
    }
    const isLarge = ({ size }) => size > LARGE_BYTES;
    const largeRoom = new Room(LARGE_AT_ONCE.alone);
    const besideSmall = line.pacer.ceiling === 1 ? 0 : LARGE_AT_ONCE.besideSmall;
    const reserved = await largeRoom.take(LARGE_AT_ONCE.alone - besideSmall);
    const sendLarge = deliverEach(documents.filter(isLarge), largeRoom, () => 1);
    const small = documents.filter((document) => !isLarge(document));
    await deliverEach(small, new Room(ROOM_BYTES), ({ size }) => size + DOCUMENT_BYTES);
    largeRoom.give(reserved);
    await sendLarge;
    // From now on nothing is sent, and nothing is waited for.
    line.patience.renew();
    if (line.patience.signal.aborted)
        return { kind: 'given-up', reason: line.patience.lastReason };
    line.signal.throwIfAborted();
    if (failure !== undefined)
        throw failure;
    if (expired === undefined)
        return { kind: 'complete' };
    return {
        kind: 'expired',
        reason: expired,
        left: documents.filter((document) => !settled.has(document)),
        doubtful,
        stored: line.pacer.storedObjects - storedBefore,
    };
}
/** Sends a document, and once more from its first byte where it has changed meanwhile. */
async function deliverDocument(document, { prepare }, destination, line) {
    for (let round = 1; round <= MOST_ROUNDS; round++) {
        const parcel = await prepare(document);
        if (parcel.kind !== 'parcel')
            return parcel;
        try {
            const end = await deliverParcel(parcel, destination, line);
            if (end.kind !== 'changed')
                return end;
        }
        finally {
            parcel.release();
        }
    }
    return {
        kind: 'failed',
        reason: 'It changed each time while it was being sent: does another step write it?',
    };
}
/** The metadata first: a document never stands in the bucket without it. */
async function deliverParcel({ fileName, metadata, body }, destination, line) {
    const object = {
        fileName: `${fileName}.meta.json`,
        body: { kind: 'whole', content: metadata },
    };
    const described = await sendObject(object, destination, line);
    if (described.kind === 'refused') {
        return { kind: 'failed', reason: `Its metadata was not stored: ${described.reason}.` };
    }
    if (described.kind === 'expired')
        return { ...described, perhapsStored: false };
    if (described.kind !== 'stored')
        return described;
    const stored = await sendObject({ fileName, body }, destination, line);
    if (stored.kind === 'refused')
        return { kind: 'failed', reason: `It was not stored: ${stored.reason}.` };
    // Under new metadata, what may have been stored would be a mixture.
    if (stored.kind === 'changed' && stored.perhapsStored)
        return { kind: 'failed', reason: OUTDATED };
    if (stored.kind !== 'stored')
        return stored;
    return { kind: 'uploaded', bytes: sizeOf(body) };
}

// EXTERNAL MODULE: ./build/sessions/close.js
var sessions_close = __webpack_require__(1948);
// EXTERNAL MODULE: ./build/sessions/ending.js
var ending = __webpack_require__(4469);
// EXTERNAL MODULE: ./build/platform/errors.js
var errors = __webpack_require__(4779);
// EXTERNAL MODULE: ./build/platform/schemas.js
var schemas = __webpack_require__(1290);
;// CONCATENATED MODULE: ./build/storage/destination.js



/**
 * Takes the presigned POST that the platform gave for a session.
 *
 * @param local whether the platform itself is on this machine: only then may its storage be
 * @throws a `PublishError` where documents must not be sent to that address
 */
function createDestination(config, local) {
    const address = new URL(config.url);
    if (!(0,network_address/* isSafeAddress */.c)(address) || ((0,network_address/* isLoopback */.U)(address) && !local)) {
        throw new publish_error/* PublishError */.S(`The platform names ${address.protocol}//${address.host} as the storage for this session, which is not an https address that documents may be sent to. Check the input "api-url".`);
    }
    return { form: createForm(config.fields), address };
}

// EXTERNAL MODULE: ./build/sessions/lookup.js
var lookup = __webpack_require__(6916);
;// CONCATENATED MODULE: ./build/sessions/twins.js

/** Named in one message, at most. */
const MOST_LISTED = 10;
/** Looking who else has a session open is a courtesy: a run does not wait longer for it. */
const LIST_MILLISECONDS = 10_000;
/** The platform's times are not exact to the second. */
const SLACK_MILLISECONDS = 1_000;
/** The runner's clock and the platform's may differ. */
const CLOCKS_DIFFER_MILLISECONDS = 60_000;
const LOST = 'The answer to opening an upload session was lost';
/** The workspace's open sessions, as far as the platform tells them soon. */
async function listOpen({ platform, ending }) {
    return await (0,lookup/* openSessions */.w)(platform, soon(ending));
}
/**
 * A create whose answer was lost, and which was repeated, may have opened a session as well. Which
 * one nobody can tell for sure, so none is closed, but a person can look. Times are the platform's
 * own: the runner's clock may be off.
 *
 * @param id of the session that the repetition opened
 * @param milliseconds from the first request to that
 */
async function warnOfTwins(id, milliseconds, { platform, log, ending }) {
    const again = `${LOST}, so it was asked for once more`;
    try {
        const limit = soon(ending);
        const ours = Date.parse((await (0,lookup/* findSession */.K)(id, platform, limit))?.created_at ?? '');
        const others = await (0,lookup/* openSessions */.w)(platform, limit);
        const twins = others.filter(({ session_id, created_at }) => {
            const age = ours - Date.parse(created_at ?? '');
            const isApart = age < -SLACK_MILLISECONDS || age > milliseconds + SLACK_MILLISECONDS;
            return session_id !== id && !isApart;
        });
        if (twins.length === 0)
            return;
        log.warning(`${again}. This run uses session ${id}; of the others opened just then, one may be left over: ${listed(twins)}. ${toClose(twins, platform)}`);
    }
    catch {
        ending.cancelled.throwIfAborted();
        log.warning(`${again}. There may be an open session besides ${id}; it closes by itself when it expires.`);
    }
}
/** The same where no answer came at all, `milliseconds` after the first request. */
async function warnOfLost(milliseconds, looking) {
    const { platform, log, ending } = looking;
    const since = Date.now() - milliseconds - CLOCKS_DIFFER_MILLISECONDS;
    const open = ending.grace.aborted ? [] : await listOpen(looking).catch(() => []);
    const twins = open.filter(({ created_at }) => !(Date.parse(created_at ?? '') < since));
    const names = twins.length === 0
        ? 'A session that nobody knows of may be open; it closes by itself when it expires.'
        : `Of the sessions opened just then, one may be left over: ${listed(twins)}. ${toClose(twins, platform)}`;
    log.warning(`${LOST}. ${names}`);
}
/** Sessions for a message: id, expiry and age. */
function listed(sessions) {
    const more = sessions.length > MOST_LISTED ? ' and more' : '';
    return sessions.slice(0, MOST_LISTED).map(describe).join('; ') + more;
}
function describe({ session_id, created_at, expires_at }) {
    const opened = Date.parse(created_at ?? '');
    const minutes = Math.max(0, Math.round((Date.now() - opened) / 60_000));
    const age = Number.isNaN(opened) ? '' : `, ${minutes} min old`;
    return `${session_id} (expires ${expires_at ?? 'at an unknown time'}${age})`;
}
function toClose(sessions, platform) {
    const commands = sessions
        .slice(0, MOST_LISTED)
        .map(({ session_id }) => platform.closeCommand(session_id));
    return `If nobody else uses it, this closes it: ${commands.join(' ; ')}`;
}
function soon({ grace }) {
    return AbortSignal.any([grace, AbortSignal.timeout(LIST_MILLISECONDS)]);
}

;// CONCATENATED MODULE: ./build/sessions/open.js








/** Others may close their sessions meanwhile, but a run does not wait for that for ever. */
const WAIT_FOR_A_PLACE_MILLISECONDS = 120_000;
const PLACE_BUDGET = {
    attempts: Infinity,
    baseMilliseconds: 4_000,
    capMilliseconds: 30_000,
};
/**
 * Opens an upload session; where too many are open, waits up to two minutes for a place.
 *
 * @throws a `PublishError` where the platform refuses, or gives no id to close the session by; the
 * run's own reason when the run is cancelled
 */
async function openSession(opening) {
    const started = opening.clock.now();
    const created = await createSession(opening);
    const config = created.aws_prefixed_request_config;
    return {
        id: idOf(created),
        expiresAt: created.expires_at,
        askedTwice: created.repeated ? { forMilliseconds: opening.clock.now() - started } : undefined,
        secrets: secretsOf(config.fields),
        destination: () => createDestination(config, (0,network_address/* isLoopback */.U)(opening.apiUrl)),
    };
}
async function createSession(opening) {
    const { platform, request, clock, log, ending } = opening;
    let repeated = false;
    let left = WAIT_FOR_A_PLACE_MILLISECONDS;
    for (let failures = 1;; failures++) {
        ending.cancelled.throwIfAborted();
        const started = clock.now();
        try {
            const created = await platform.createSession(request, ending.grace);
            return { ...created, repeated: repeated || created.repeated };
        }
        catch (error) {
            const isLost = error instanceof errors/* LostAnswer */.b5 || error === ending.grace.reason;
            if (isLost)
                await warnOfLost(clock.now() - started, opening);
            if (!(error instanceof client/* TooManySessions */.FN))
                throw error;
            repeated ||= error.repeated;
            if (left <= 0)
                throw await noPlace(error, opening);
        }
        if (failures === 1)
            log.info('Too many upload sessions are open; waiting up to two minutes for one to close');
        const pause = Math.min(left, 1_000 + (0,backoff/* pauseAfter */.l0)(failures, PLACE_BUDGET, clock));
        left -= pause;
        await clock.sleep(pause, ending.cancelled);
    }
}
/** The refusal with the sessions that take up the places, where the platform lists them. */
async function noPlace(refusal, opening) {
    const open = await listOpen(opening).catch(() => []);
    if (open.length === 0)
        return refusal;
    return new publish_error/* PublishError */.S(`${refusal.message} Open in this workspace: ${listed(open)}.`);
}
/** The id as the API gave it, else as it stands in the key of the form. */
function idOf(created) {
    const { session_id, aws_prefixed_request_config } = created;
    const id = session_id || (0,schemas/* sessionOfKey */.hA)(aws_prefixed_request_config.fields['key'] ?? '');
    if (id !== undefined)
        return id;
    throw new publish_error/* PublishError */.S('The platform opened an upload session without saying which: neither the answer nor the key of its form names it. Run the step again; the session closes by itself when it expires.');
}
function secretsOf(fields) {
    return Object.entries(fields)
        .filter(([name]) => /policy|credential|token|signature/i.test(name))
        .map(([, value]) => value);
}

;// CONCATENATED MODULE: ./build/sessions/deliver.js











/** Itself and its metadata. */
const OBJECTS_A_DOCUMENT = 2;
/**
 * "Up to 10 000 files in a session", for files and file metadata (the platform's documentation);
 * they count when they are tried.
 */
const MOST_DOCUMENTS = 10_000 / OBJECTS_A_DOCUMENT;
/** So many sessions in a row that end before anything was stored are a failure. */
const MOST_ENDED_EMPTY = 2;
/**
 * Delivers documents through as many upload sessions as they need, one after the other: a session
 * is full with 10,000 objects, and one that has come to its end before is replaced for what is left.
 * Each is closed before the next is opened, whatever happens in between.
 *
 * @throws a `PublishError` where no session could be opened, storage took nothing any more, or a
 * session could not be closed; the run's own reason when the run is cancelled
 */
async function deliver(documents, handling, delivering) {
    const { clock, concurrency, openLine, signal } = delivering;
    const patience = new Patience();
    const pacer = new Pacer(concurrency, OBJECTS_A_DOCUMENT * documents.length, clock);
    const dispatcher = openLine(pacer.ceiling);
    const stop = AbortSignal.any([signal, patience.signal]);
    const hangUp = () => {
        pacer.stop();
        void dispatcher.destroy();
    };
    stop.addEventListener('abort', hangUp, { once: true });
    try {
        const line = { dispatcher, clock, pacer, patience, signal: stop };
        return await fillSessions(documents, handling, line, {
            ...delivering,
            ending: (0,ending/* endingOf */.z)(signal),
        });
    }
    finally {
        stop.removeEventListener('abort', hangUp);
        patience.renew();
        await dispatcher.destroy();
    }
}
async function fillSessions(documents, handling, line, filling) {
    const { book, closes, log } = filling;
    const all = [];
    const doubtful = new Set();
    let left = documents;
    let endedEmpty = 0;
    while (left.length > 0) {
        const batch = left.slice(0, MOST_DOCUMENTS);
        const { end, ...delivered } = await fillSession(batch, handling, line, filling);
        all.push({ ...delivered, perhapsTwice: new Set(doubtful) });
        if (end.kind === 'given-up')
            throw takesNothing(end.reason);
        left = left.slice(MOST_DOCUMENTS);
        if (end.kind === 'complete')
            continue;
        if (!closes)
            throw endsTooSoon('The upload session came to its end', end.reason);
        endedEmpty = end.stored === 0 ? endedEmpty + 1 : 0;
        if (endedEmpty === MOST_ENDED_EMPTY) {
            throw endsTooSoon('Two upload sessions in a row came to their end', end.reason);
        }
        log.info(`The session came to its end (${end.reason}); another one takes the rest`);
        end.doubtful.forEach((document) => doubtful.add(document));
        left = [...end.left, ...left];
    }
    const unclosed = book.records.filter(({ closed }) => closes && !closed).map(({ id }) => id);
    if (unclosed.length > 0) {
        throw new publish_error/* PublishError */.S(`The documents are stored, but the platform does not take them before session ${unclosed.join(', ')} is closed.`);
    }
    return all;
}
/** Opens a session, sends what it can take, and closes it. */
async function fillSession(documents, handling, line, filling) {
    const { closes, log, platform, signal } = filling;
    const session = await deliver_open(filling);
    const uploaded = [];
    const settle = (document, delivery) => {
        // A cancelled run has settled everything: it does not wait for what is still being read.
        if (signal.aborted)
            return;
        if (delivery.kind === 'uploaded')
            uploaded.push(document);
        handling.settle(document, delivery);
    };
    try {
        signal.throwIfAborted();
        const { id, askedTwice } = session;
        if (askedTwice !== undefined)
            await warnOfTwins(id, askedTwice.forMilliseconds, filling);
        const upload = uploadDocuments(documents, { ...handling, settle }, session.destination(), line);
        const end = await (0,clock/* orCancelled */.N)(upload, signal);
        return { session: session.id, documents: uploaded, end };
    }
    finally {
        if (closes)
            await deliver_close(session.id, filling);
        else
            log.info(howToClose(session.id, session.expiresAt, platform));
    }
}
async function deliver_open(filling) {
    const { book, closes, log, mask, platform } = filling;
    try {
        const session = await openSession(filling);
        book.opened(session.id, session.expiresAt, platform.closeCommand(session.id));
        session.secrets.forEach(mask);
        log.info(`Session ${session.id} is open until ${session.expiresAt}`);
        return session;
    }
    catch (error) {
        if (error instanceof client/* UnusableSession */.WP) {
            book.opened(error.id, '', platform.closeCommand(error.id));
            if (closes)
                await deliver_close(error.id, filling);
            else
                log.info(howToClose(error.id, 'a day after it was opened', platform));
        }
        throw error;
    }
}
async function deliver_close(id, filling) {
    const problem = await (0,sessions_close/* closeSession */.V)(id, filling);
    if (problem !== undefined) {
        filling.log.error(problem);
        return;
    }
    filling.book.closed(id);
    filling.log.info(`Session ${id} is closed; the platform ingests its documents now`);
}
function howToClose(id, expires, platform) {
    return `Session ${id} stays open, as "close-session" is false: its documents are ingested when the finalize action closes it, this command does, or it expires (${expires}): ${platform.closeCommand(id)}`;
}
/**
 * Checks that documents fit into the sessions that a run may open.
 *
 * @throws a `PublishError` where they need several, and the one that is left open has to do
 */
function checkFit(documents, closes) {
    if (closes || documents <= MOST_DOCUMENTS)
        return;
    throw new publish_error/* PublishError */.S(`${(0,figures/* counted */.hS)(documents, 'document')} and their metadata need more than one upload session, and "close-session: false" leaves just one open. Set it to true, or narrow "glob" to ${(0,figures/* count */.U9)(MOST_DOCUMENTS)} documents.`);
}
function takesNothing(reason) {
    return new publish_error/* PublishError */.S(`The storage took nothing for two minutes, so the rest was not sent (last: ${reason}). Run the step again later.`);
}
function endsTooSoon(what, reason) {
    return new publish_error/* PublishError */.S(`${what} before the documents were sent (${reason}). Make "expires-in-seconds" longer if it is set, and check the clock of the runner.`);
}

;// CONCATENATED MODULE: ./build/report/changing-line.js
const changing_line_EVERY_MILLISECONDS = 5_000;
/**
 * A line of the log that tells how far something is: it is said again only when it has changed, and
 * not more often than every few seconds.
 */
class ChangingLine {
    #log;
    #now;
    #latest = '';
    #said = '';
    #saidAt = -Infinity;
    /** @param now milliseconds of a clock that never goes back */
    constructor(log, now) {
        this.#log = log;
        this.#now = now;
    }
    say(line) {
        this.#latest = line;
        if (this.#now() - this.#saidAt >= changing_line_EVERY_MILLISECONDS)
            this.finish();
    }
    /** Says the latest line, should it have been held back. */
    finish() {
        if (this.#latest === this.#said)
            return;
        this.#said = this.#latest;
        this.#saidAt = this.#now();
        this.#log.info(this.#latest);
    }
}

;// CONCATENATED MODULE: ./build/sessions/judgement.js
/** Why the platform refuses a document, by its documentation, and what to do. */
const REASONS = new Map([
    ['EMPTY_FILE', 'it is empty. Fill it, or exclude it from "glob"'],
    ['FILE_NOT_FOUND', 'only its metadata arrived. Run the step again'],
    [
        'FAILED_TO_PARSE_META',
        'its metadata does not fit the workspace: a key has another type in other files there. Give that key the same type, or another name',
    ],
    [
        'FILE_ALREADY_EXISTS',
        'the workspace has a file of this name, and "write-mode" is FAIL. Use OVERWRITE or KEEP, or another "name-prefix"',
    ],
    ['UNKNOWN_ERROR', "it does not say why. Run the step again, or ask the platform's support"],
]);
/** What a refused file means for the run. */
function judge(file, writeMode, perhapsTwice) {
    const reason = file.ingestion_status_reason ?? 'UNKNOWN_ERROR';
    if (reason === 'FILE_ALREADY_EXISTS') {
        if (writeMode === 'KEEP')
            return { kind: 'kept' };
        if (writeMode === 'FAIL' && perhapsTwice)
            return { kind: 'finished' };
    }
    const why = REASONS.get(reason) ?? "see the platform's documentation";
    return { kind: 'refused', reason: `The platform refused it (${reason}): ${why}.` };
}

;// CONCATENATED MODULE: ./build/sessions/polling.js
const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 15_000;
const GROWTH = 1.5;
/**
 * Looks again and again, with growing pauses, until there is something to see. A look that is still
 * under way when the time is up is given up.
 *
 * @returns what was seen; nothing where the time was up before
 * @throws what looking throws; the signal's reason when that aborts
 */
async function poll(look, { milliseconds, clock, signal }) {
    // Whole seconds, as the time was given: a signal takes no parts of milliseconds.
    const seconds = Math.ceil(milliseconds / 1000);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
    let pause = FIRST_PAUSE_MILLISECONDS;
    try {
        for (;;) {
            const seen = await look(limit);
            if (seen !== undefined)
                return seen;
            await clock.sleep(pause, limit);
            pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MILLISECONDS);
        }
    }
    catch (error) {
        signal.throwIfAborted();
        if (!limit.aborted)
            throw error;
        return undefined;
    }
}
/** The last look may take this long: its time is up, but what is still pending has to be named. */
const LAST_LOOK_MILLISECONDS = 30_000;
/** Looks once more when the time is up; nothing where that comes to nothing. */
async function lastLook(look, signal) {
    try {
        return await look(AbortSignal.any([signal, AbortSignal.timeout(LAST_LOOK_MILLISECONDS)]));
    }
    catch {
        signal.throwIfAborted();
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/sessions/ingestion.js




/**
 * Waits until the platform has taken or refused every one of a session's documents, or the time is
 * up. What else the session holds, such as metadata that stayed alone, does not count.
 *
 * @param perhapsTwice documents that an earlier session of this run may have brought already: in
 * `FAIL` mode the platform refuses the second, and that is no failure
 */
async function waitForDocuments(session, documents, perhapsTwice, waiting) {
    const { clock, log, signal, writeMode } = waiting;
    const byName = new Map(documents.map((document) => [document.name, document]));
    const progress = new ChangingLine(log, () => clock.now());
    const asking = { ...waiting, session, byName, progress };
    const seen = (await poll((limit) => lookForAll(asking, limit), waiting)) ??
        (await lastLook((limit) => listSettled(asking, limit), signal));
    progress.finish();
    const results = new Map();
    const pending = [];
    for (const document of byName.values()) {
        const file = seen?.refused.get(document.name);
        const isTaken = seen?.taken === 'all others' || seen?.taken.has(document.name) === true;
        if (file !== undefined)
            results.set(document, judge(file, writeMode, perhapsTwice.has(document)));
        else if (isTaken)
            results.set(document, { kind: 'finished' });
        else
            pending.push(document);
    }
    return { results, pending };
}
/** What became of the documents, once that is clear for every one of them. */
async function lookForAll(asking, limit) {
    const { platform, session, byName, progress } = asking;
    const { finished, failed } = await platform.ingestionStatus(session, limit);
    const all = (0,figures/* counted */.hS)(byName.size, 'document');
    progress.say(`  ${(0,figures/* count */.U9)(finished)} of ${all} ingested, ${(0,figures/* count */.U9)(failed)} refused`);
    if (finished + failed < byName.size)
        return undefined;
    if ((await ours('PENDING', asking, limit)).size > 0)
        return undefined;
    const refused = await ours('FAILED', asking, limit);
    if (finished + refused.size < byName.size)
        return undefined;
    if (finished + failed === byName.size && failed === refused.size)
        return { refused, taken: 'all others' };
    // More than was uploaded is counted: only the names tell whose they are.
    const taken = await ours('FINISHED', asking, limit);
    return taken.size + refused.size < byName.size ? undefined : { refused, taken };
}
/** What has become of the documents until now. */
async function listSettled(asking, limit) {
    const refused = await ours('FAILED', asking, limit);
    return { refused, taken: await ours('FINISHED', asking, limit) };
}
/** The listed files in one state that carry the name of one of the documents. */
async function ours(status, { platform, session, byName }, limit) {
    const files = new Map();
    for await (const page of platform.sessionFiles(session, status, limit)) {
        for (const file of page)
            if (byName.has(file.name))
                files.set(file.name, file);
    }
    return files;
}

;// CONCATENATED MODULE: ./build/metadata/sidecar.js

/** A key that may be shown: what it looks like is a name, and not what a file holds besides. */
const NAME = /^[\w.:-]{0,64}$/;
/**
 * Reads what a sidecar says: one JSON object, flat. The errors hold nothing of its content but the
 * name of a key.
 * @throws AdditionError
 */
function parseSidecar(content) {
    const text = sidecar_decode(content);
    if (text === '')
        throw new AdditionError('it is empty, which is not valid JSON.');
    const object = sidecar_parse(text);
    const entries = Object.entries(object);
    const hasNumbers = entries.some(([, value]) => typeof value === 'number');
    const additions = new Map();
    for (const [key, value] of entries) {
        // The numbers' own letters are looked for only where nothing is nested.
        if (typeof value !== 'number')
            additions.set(key, sidecar_check(key, value));
    }
    if (!hasNumbers)
        return additions;
    const written = numbersOf(text);
    for (const [key, value] of entries) {
        if (typeof value === 'number')
            additions.set(key, sidecar_check(key, value, written.get(key)));
    }
    return additions;
}
function sidecar_check(key, value, written) {
    try {
        return toAddition(key, value, written);
    }
    catch (error) {
        if (!(error instanceof AdditionError))
            throw error;
        throw new AdditionError(`${NAME.test(key) ? `the key "${key}"` : 'a key'} ${error.message}`);
    }
}
function sidecar_decode(content) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(content);
    }
    catch {
        throw new AdditionError('it is not valid UTF-8.');
    }
}
function sidecar_parse(text) {
    const parsed = parseJson(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
        return parsed;
    throw new AdditionError('it has to be one JSON object, such as {"audience": "admins"}.');
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        // The engine's message quotes the text.
        const [place = ''] = /\(line \d+ column \d+\)/.exec(String(error)) ?? [];
        throw new AdditionError(`it is not valid JSON${place === '' ? '' : ` ${place}`}.`);
    }
}
/** The numbers of a flat object as they are written, by key ("JSON.parse source text access"). */
function numbersOf(text) {
    const written = new Map();
    JSON.parse(text, (...given) => {
        const [key, value, context] = given;
        if (typeof key === 'string' && typeof value === 'number')
            written.set(key, sourceOf(context));
        return value;
    });
    return written;
}
function sourceOf(context) {
    if (typeof context !== 'object' || context === null || !('source' in context))
        return '';
    return typeof context.source === 'string' ? context.source : '';
}

;// CONCATENATED MODULE: ./build/documents/sidecars.js






const MAX_SIDECAR_BYTES = 1_000_000;
/** What is said in sidecars is kept until its document is sent. */
const MAX_TOTAL_BYTES = 256_000_000;
const FILES_AT_ONCE = 100;
/**
 * Reads the sidecars of documents, `NAME.EXT.meta.json` beside each, opened as safely as a document.
 *
 * @param folder the real path of the workspace folder
 * @param paths of the documents that have one, relative to it, with `/`
 * @throws a `PublishError` that names the first one that cannot be used, and holds nothing of its
 * content but the name of a key
 */
async function readSidecars(folder, paths, signal) {
    const sidecars = new Map();
    let total = 0;
    for (const path of paths) {
        if (sidecars.size % FILES_AT_ONCE === 0)
            await (0,promises_.setImmediate)(); // signals are heard meanwhile
        signal.throwIfAborted();
        const sidecar = path + METADATA_SUFFIX;
        const content = readSidecar(folder, sidecar);
        total += content.length;
        if (total > MAX_TOTAL_BYTES) {
            throw refusal(sidecar, 'together with those before it, it has more than 256 MB.');
        }
        sidecars.set(path, understand(sidecar, content));
    }
    return sidecars;
}
function readSidecar(folder, sidecar) {
    const file = openDocument(folder, sidecar);
    if (!(file instanceof OpenDocument))
        throw refusal(sidecar, file.reason);
    try {
        // Room for one byte more tells whether it is too large, or grows.
        const buffer = Buffer.allocUnsafe(Math.min(file.size, MAX_SIDECAR_BYTES) + 1);
        const length = file.readSync(buffer, 0);
        if (length <= file.size && length <= MAX_SIDECAR_BYTES)
            return buffer.subarray(0, length);
    }
    catch {
        throw refusal(sidecar, 'it cannot be read.');
    }
    finally {
        file.close();
    }
    throw refusal(sidecar, 'it is larger than 1 MB, or is being written.');
}
function understand(sidecar, content) {
    try {
        return parseSidecar(content);
    }
    catch (error) {
        if (!(error instanceof AdditionError))
            throw error;
        throw refusal(sidecar, error.message);
    }
}
function refusal(sidecar, problem) {
    return new publish_error/* PublishError */.S(`The metadata file ${JSON.stringify(sidecar)} cannot be used: ${problem} Mend it, or remove it.`);
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/metadata/git.js + 1 modules
var git = __webpack_require__(1422);
// EXTERNAL MODULE: ./build/metadata/tokens.js
var tokens = __webpack_require__(424);
;// CONCATENATED MODULE: ./build/metadata/changes.js


/**
 * Makes git print one token a commit, and two for each path that differs from a parent; of these
 * only the first begins with a colon. Whatever a user's or a repository's settings say.
 */
const CHANGES = [
    '-z',
    '-m',
    '--raw',
    '--root',
    '--no-renames',
    '--no-relative',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=all',
    '-O/dev/null',
    // Short names would have to be searched for.
    '--no-abbrev',
    '--no-abbrev-commit',
    '--no-color',
    '--no-decorate',
    '--no-notes',
    '--pretty=oneline',
    '--parents',
    // Puts a tab before the subject, which may look like anything.
    '--source',
    // Every commit, also where a folder is given: which parent to follow differs from path to path.
    '--full-history',
    '--sparse',
];
const HEADER = /^([0-9a-f]+)((?: [0-9a-f]+)*)(?: \(from ([0-9a-f]+)\))?\t/;
const TAB = 0x09;
const COLON = 0x3a;
const DELETED = 0x44;
/**
 * Leads the walk through the history, as far as it has to go.
 * @param folder the walk's paths are all below it: relative to the clone's folder, '' for the whole
 * @throws as `runGit`
 */
async function leadThroughHistory(walk, folder, clone) {
    const below = folder === '' ? [] : ['--', folder];
    // By date a commit can come before its child: within a second, or when clocks differ. Paths that
    // missed it go on in the order of the graph, for which git reads the whole history first.
    for (const order of [[], ['--topo-order']]) {
        if (walk.finished)
            return;
        const tips = walk.ahead.map((sha) => `${sha}\n`).join('');
        await readChanges((0,git/* runGit */.E)('log', [...CHANGES, ...order, '--stdin', ...below], clone, tips), walk);
    }
}
async function readChanges(output, walk) {
    const tokensOf = (0,tokens/* cutAtNul */.t)();
    let entry;
    for await (const chunk of output) {
        for (const token of tokensOf(chunk)) {
            if (entry !== undefined) {
                walk.change(token, entry.deleted);
                entry = undefined;
            }
            else if (token[0] === COLON) {
                entry = { deleted: token[token.length - 1] === DELETED };
            }
            else {
                readHeader(token, walk);
                if (walk.finished)
                    return;
            }
        }
    }
    walk.leave();
}
function readHeader(token, walk) {
    const text = token.toString('latin1', 0, token.indexOf(TAB) + 1);
    const [, sha, parents, comparedWith] = HEADER.exec(text) ?? [];
    if (sha === undefined || parents === undefined) {
        throw new git/* GitError */.X('failed', `git log named a commit as ${token.toString('utf8', 0, 100)}`);
    }
    walk.commit(sha, parents.split(' ').slice(1), comparedWith);
}

// EXTERNAL MODULE: ./build/metadata/commit.js
var commit = __webpack_require__(4435);
;// CONCATENATED MODULE: ./build/metadata/position.js




/** @throws as `runGit`; GitError also when there is no commit yet */
async function readPosition(clone) {
    const [checkedOut, prefix, shallow] = await Promise.all([
        (0,commit/* readCheckedOut */.sk)(clone),
        readLine(['--show-prefix'], clone),
        readLine(['--git-path', 'shallow'], clone),
    ]);
    return { checkedOut, prefix, boundary: await readBoundary((0,external_node_path_.resolve)(clone.folder, shallow)) };
}
/** Without its end only: a folder's name may hold a line break. */
async function readLine(args, clone) {
    const chunks = [];
    for await (const chunk of (0,git/* runGit */.E)('rev-parse', args, clone))
        chunks.push(chunk);
    return Buffer.concat(chunks).toString().replace(/\n$/, '');
}
async function readBoundary(file) {
    try {
        const lines = (await (0,external_node_fs_promises_.readFile)(file, 'latin1')).split('\n');
        return new Set(lines.filter((line) => line !== ''));
    }
    catch (error) {
        const missing = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
        if (missing)
            return new Set();
        throw new git/* GitError */.X('failed', String(error));
    }
}

// EXTERNAL MODULE: ./build/metadata/shallow.js
var shallow = __webpack_require__(5120);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/metadata/trust.js




/**
 * Does the work again where git refuses a folder that has another owner, as in a container job.
 * `-c safe.directory` is enough for today's git, but 2.30 to 2.37 with that check (Ubuntu 22.04's)
 * take the setting from a user's file only: then git gets a home of its own for the time.
 * @throws what the work throws
 */
async function trustingFolder(clone, work) {
    try {
        return await work(clone);
    }
    catch (error) {
        if (!(error instanceof git/* GitError */.X && error.problem === 'refused'))
            throw error;
        const home = await homeThatTrusts(clone.folder).catch(() => {
            throw error;
        });
        const environment = { ...clone.environment, HOME: home, XDG_CONFIG_HOME: home };
        return await work({ ...clone, environment }).finally(() => (0,external_node_fs_promises_.rm)(home, { recursive: true }));
    }
}
async function homeThatTrusts(folder) {
    const home = await (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'git-home-'));
    const directory = JSON.stringify(folder.replaceAll('\\', '/'));
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(home, '.gitconfig'), `[safe]\n\tdirectory = ${directory}\n`);
    return home;
}

;// CONCATENATED MODULE: ./build/metadata/walk.js
/**
 * Answers `git log -1 -- FILE` for many files in one pass over the history.
 *
 * Git's rule (git-log's documentation, "History Simplification", default mode): at each commit go on
 * to the first parent that has the same content at that path; where none has, this is the commit.
 * So each path has one way through the history, and stands at one commit at a time. Paths that stand
 * together move together, so a commit costs what it changes, not the number of paths.
 */
class Walk {
    #numbers;
    #answers;
    #ahead = new Map();
    #stop;
    /** The paths that differ in the comparison that is being read. */
    #differing = new Set();
    /** @param paths their bytes as Latin-1 strings, as git prints them */
    constructor(head, paths) {
        this.#numbers = new Map(paths.map((path, number) => [path, number]));
        this.#answers = Array.from(paths, () => undefined);
        this.#arrive(head, new Set(this.#numbers.values()));
    }
    /** The commits that paths are waiting for: none when every path has its answer. */
    get ahead() {
        return [...this.#ahead.keys()];
    }
    get finished() {
        return this.#ahead.size === 0 && this.#stop === undefined;
    }
    /** In the order of the paths; undefined where the walk has not come far enough. */
    get answers() {
        return this.#answers;
    }
    /** The commits that are answers. */
    get shas() {
        return new Set(this.#answers.flatMap((answer) => (answer?.kind === 'changed' ? answer.sha : [])));
    }
    /** A commit begins, or its comparison with another parent. */
    commit(sha, parents, comparedWith = parents[0] ?? '') {
        if (this.#stop?.sha !== sha) {
            this.leave();
            const here = this.#ahead.get(sha);
            this.#ahead.delete(sha);
            if (here !== undefined)
                this.#stop = { sha, parents, here, differing: new Map() };
        }
        this.#differing = this.#stop?.differing.get(comparedWith) ?? new Set();
        this.#stop?.differing.set(comparedWith, this.#differing);
    }
    /** A path differs between the commit and the parent it is compared with. */
    change(path, deleted) {
        if (this.#stop === undefined)
            return;
        const number = this.#numbers.get(path.toString('latin1'));
        if (number === undefined || !this.#stop.here.has(number))
            return;
        if (deleted) {
            // Along its way a path stays as HEAD has it, so HEAD has no such path.
            this.#stop.here.delete(number);
            this.#answers[number] = { kind: 'absent' };
        }
        else {
            this.#differing.add(number);
        }
    }
    /** The commit has been read: its paths have their answer, or go on to a parent. */
    leave() {
        if (this.#stop === undefined)
            return;
        const { sha, parents, here, differing } = this.#stop;
        this.#stop = undefined;
        let staying = here;
        for (const parent of parents.length === 0 ? [''] : parents) {
            const rest = new Set();
            for (const number of differing.get(parent) ?? []) {
                if (staying.delete(number))
                    rest.add(number);
            }
            if (parent === '')
                for (const number of staying)
                    this.#answers[number] = { kind: 'absent' };
            else
                this.#arrive(parent, staying);
            staying = rest;
        }
        for (const number of staying)
            this.#answers[number] = { kind: 'changed', sha };
    }
    #arrive(commit, paths) {
        if (paths.size === 0)
            return;
        const there = this.#ahead.get(commit) ?? new Set();
        const [few, many] = there.size < paths.size ? [there, paths] : [paths, there];
        for (const path of few)
            many.add(path);
        this.#ahead.set(commit, many);
    }
}

;// CONCATENATED MODULE: ./build/metadata/history.js








/**
 * Finds each file's last commit by one pass over the history, and by GitHub's help where the clone
 * is shallow. What cannot be told is a warning, in git's words where they are its own, never an error.
 * @throws the signal's reason when the signal aborts, and why the paths will never be known
 */
async function readHistory(request) {
    const { folder, environment, log, signal, timeoutSeconds } = request;
    const paths = request.paths.then((all) => [...new Set(all)]);
    // Whoever looked for them hears of it first.
    paths.catch(() => undefined);
    /** @throws what is not git's failure */
    const explain = (error) => {
        if (error instanceof git/* GitError */.X)
            return history_describe(error, folder);
        throw error;
    };
    const incomplete = (error) => {
        log.warning("Some documents' metadata name the commit that is checked out instead of their own: " +
            explain(error));
    };
    try {
        const clone = { folder: await findFolder(folder), environment, signal, timeoutSeconds };
        const history = await trustingFolder(clone, (trusted) => readClone(trusted, paths, incomplete));
        return await (0,shallow/* completeShallow */.C)(history, request.github, log, signal);
    }
    catch (error) {
        const undescribed = await paths;
        if (undescribed.length > 0)
            log.warning(`The documents' own commits are not known: ${explain(error)}`);
        return new Map(undescribed.map((path) => [path, { kind: 'none' }]));
    }
}
/** @throws as `runGit`, where not even the checked-out commit is known */
async function readClone(clone, awaited, incomplete) {
    const position = await readPosition(clone);
    const paths = await awaited;
    if (paths.length === 0)
        return new Map();
    const repositoryPaths = paths.map((path) => position.prefix + path);
    const bytes = repositoryPaths.map((path) => Buffer.from(path).toString('latin1'));
    const walk = new Walk(position.checkedOut.sha, bytes);
    let commits = new Map();
    try {
        try {
            await leadThroughHistory(walk, commonFolder(paths) || (position.prefix && '.'), clone);
        }
        finally {
            // Answers found before a failure are as good as any.
            commits = await (0,commit/* readCommits */.Fe)(walk.shas, clone);
        }
    }
    catch (error) {
        incomplete(error);
    }
    return new Map(paths.map((path, number) => {
        const repositoryPath = position.prefix + path;
        return [path, toFileCommit(walk.answers[number], repositoryPath, commits, position)];
    }));
}
function toFileCommit(answer, repositoryPath, commits, { checkedOut, boundary }) {
    const insteadBecause = (why) => {
        return { kind: 'checked-out', why, commit: checkedOut, repositoryPath };
    };
    if (answer === undefined)
        return insteadBecause('unfinished');
    if (answer.kind === 'absent')
        return insteadBecause('untracked');
    if (boundary.has(answer.sha))
        return insteadBecause('shallow');
    const commit = commits.get(answer.sha);
    return commit === undefined
        ? insteadBecause('unfinished')
        : { kind: 'own', commit, repositoryPath };
}
/** The folder that all paths are in: '' for the top. */
function commonFolder(paths) {
    const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
    let common = first;
    for (const folders of others) {
        const end = common.findIndex((folder, depth) => folder !== folders[depth]);
        if (end !== -1)
            common = common.slice(0, end);
    }
    return common.join('/');
}
/** Where git looks from; `-c safe.directory` wants the real path. */
async function findFolder(folder) {
    try {
        return await (0,external_node_fs_promises_.realpath)(folder);
    }
    catch {
        throw new git/* GitError */.X('no-repository', folder);
    }
}
function history_describe(error, folder) {
    switch (error.problem) {
        case 'missing':
            return `git is not installed, or cannot be started (${error.message}).`;
        case 'no-repository':
            return `${folder} is not in a git repository. Is there no actions/checkout step before this one?`;
        case 'too-slow':
            return `${error.message}.`;
        case 'refused':
        case 'failed':
            return `git says "${error.message}".`;
    }
}

;// CONCATENATED MODULE: ./build/metadata/one-type.js




/** So many keys are named in one error. */
const MOST_NAMED = 3;
/**
 * Holds that a key has one type in all documents, keys that are found for them included, which are
 * strings: the platform would refuse the second document. (its documentation)
 * @param paths of all documents
 * @throws a `PublishError` that names, for the first keys at fault, two documents and their types
 */
function checkTypes(paths, added, event) {
    const first = new Map();
    const conflicts = new Map();
    for (const path of unlike(paths, added)) {
        for (const [key, value] of foresee(path, added, event)) {
            const type = typeName(value);
            const other = first.get(key);
            if (other === undefined)
                first.set(key, { type, path });
            else if (other.type !== type && !conflicts.has(key)) {
                const one = `a ${other.type} in ${JSON.stringify(other.path)}`;
                conflicts.set(key, `${JSON.stringify(key)} is ${one} and a ${type} in ${JSON.stringify(path)}`);
            }
        }
    }
    if (conflicts.size === 0)
        return;
    const named = [...conflicts.values()].slice(0, MOST_NAMED).join('; ');
    const more = conflicts.size > MOST_NAMED ? `; and ${conflicts.size - MOST_NAMED} more` : '';
    throw new publish_error/* PublishError */.S(`The platform takes one type of value for a key of metadata, and there are two: ${named}${more}. Let the input "metadata" and the ".meta.json" files agree; what is found without them is a string.`);
}
/** Documents without a sidecar differ in nothing but whether they may have a title. */
function* unlike(paths, { sidecars }) {
    const seen = new Set();
    for (const path of paths) {
        if (!sidecars.has(path)) {
            if (seen.has(mayHaveTitle(path)))
                continue;
            seen.add(mayHaveTitle(path));
        }
        yield path;
    }
}
function foresee(path, added, event) {
    const values = new Map(foreseeKeys(path, event).map((key) => [key, '']));
    for (const [key, value] of additionsTo(path, added)) {
        if (value === null)
            values.delete(key);
        else
            values.set(key, value);
    }
    return values;
}

;// CONCATENATED MODULE: ./build/sources.js



/** Git may take this long for the history; what it has not told by then is left out. */
const HISTORY_SECONDS = 300;
/**
 * Gathers what documents are described by. What people add has been read and checked when this
 * returns, the history is being read: git starts while documents are looked for, and runs while the
 * session opens.
 *
 * @throws a `PublishError` that names the sidecar which cannot be used, or a key of two types; what
 * kept the documents from being found
 */
async function gatherSources(request) {
    const { workspaceFolder, event, environment, github, openLine, clock, log, signal } = request;
    const history = readHistory({
        folder: workspaceFolder,
        environment,
        paths: request.found.then(pathsOf),
        log,
        signal,
        timeoutSeconds: HISTORY_SECONDS,
        github: github && { ...github, openLine, clock },
    });
    // Where nobody comes to need it, its end is nobody's failure.
    history.catch(() => undefined);
    const found = await request.found;
    const sidecars = await readSidecars(found.folder, found.sidecars, signal);
    const added = { input: request.input, sidecars };
    if (sidecars.size > 0)
        checkTypes(pathsOf(found), added, event);
    return { history, event, added };
}
function pathsOf({ documents }) {
    return documents.map(({ path }) => path);
}

;// CONCATENATED MODULE: ./build/publish.js
















/** The API is asked one thing at a time, and something else while that goes on. */
const API_CONNECTIONS = 2;
/**
 * Publishes a repository's documents: finds and names them, and delivers each with its metadata
 * through upload sessions. Never throws: whatever happens is in the log and in the result, where
 * every matched document has its outcome.
 */
async function publish(publication, surroundings) {
    const { clock, log, remember } = surroundings;
    const started = clock.now();
    const ledger = new Ledger(log);
    const book = new SessionBook(publication.closesSessions ? remember : () => undefined);
    let failure;
    try {
        await findAndSend({ ...surroundings, publication, ledger, book });
    }
    catch (error) {
        failure = (0,explain/* explain */.W)(error, log);
        const unsent = ledger.abandon('failed', `Not sent: ${failure}`).map(({ path }) => path);
        if (unsent.length > 0)
            log.group(`${(0,figures/* counted */.hS)(unsent.length, 'document')} not sent`, unsent);
        log.error(failure);
    }
    const durationMilliseconds = clock.now() - started;
    const { counts, entries } = ledger;
    const dryRun = publication.run.kind === 'dry';
    if (!dryRun) {
        log.info(`${(0,figures/* counted */.hS)(counts.uploaded, 'document')} uploaded (${(0,figures/* bytes */.ee)(counts.bytesUploaded)}), ${(0,figures/* count */.U9)(counts.skipped)} skipped, ${(0,figures/* count */.U9)(counts.failed)} failed, in ${(0,figures/* duration */.p0)(durationMilliseconds)}`);
    }
    return {
        workspace: publication.workspace,
        dryRun,
        sessions: book.records,
        counts,
        entries,
        durationMilliseconds,
        ...(failure === undefined ? {} : { failure }),
    };
}
async function findAndSend(run) {
    const { publication, signal } = run;
    const input = await readMetadataInput(publication.metadata);
    const done = new AbortController();
    try {
        const found = findDocuments(run);
        const sources = await gatherSources({
            ...publication,
            ...run,
            found,
            input,
            openLine: async (connections) => {
                const { openNetwork } = await Promise.all(/* import() */[__webpack_require__.e(648), __webpack_require__.e(315)]).then(__webpack_require__.bind(__webpack_require__, 9315));
                return openNetwork(publication.proxies, connections);
            },
            signal: AbortSignal.any([signal, done.signal]),
        });
        const { folder, documents } = await found;
        if (documents.length === 0)
            return;
        const prepare = preparing(folder, sources);
        if (publication.run.kind === 'dry')
            await rehearse(documents, prepare, run);
        else
            await upload(documents, prepare, publication.run.apiKey, run);
        // Cancelled at the very end, too, is cancelled.
        signal.throwIfAborted();
    }
    finally {
        done.abort();
    }
}
/**
 * The documents that the patterns match, named; what cannot be sent is in the ledger.
 *
 * @throws a `PublishError` where that is nothing, more than can be sent, or two of one name
 */
async function findDocuments({ publication, ledger, log }) {
    const found = await discover({
        workspace: publication.workspaceFolder,
        patterns: publication.patterns,
        includeHiddenFiles: publication.includeHiddenFiles,
        log,
    });
    const { folder, files, sidecars, leftOut } = found;
    for (const { path, outcome, reason } of leftOut)
        ledger.leftOut(path, outcome, reason);
    if (files.length + leftOut.length === 0) {
        sayNoMatch(explainNoMatch(found), publication.ifNoFilesFound, log);
        return { folder, documents: [], sidecars };
    }
    ledger.expect(files);
    const documents = nameDocuments(files, publication.naming);
    ledger.expect(documents);
    const size = documents.reduce((sum, document) => sum + document.size, 0);
    for (const sign of signsOfMistakes(found))
        log.warning(sign);
    const left = leftOut.length === 0 ? '' : `, ${(0,figures/* count */.U9)(leftOut.length)} left out`;
    log.info(`${(0,figures/* counted */.hS)(documents.length, 'document')} to send (${(0,figures/* bytes */.ee)(size)})${left}`);
    checkFit(documents.length, publication.closesSessions);
    return { folder, documents, sidecars };
}
function sayNoMatch(message, means, log) {
    if (means === 'error')
        throw new publish_error/* PublishError */.S(message);
    if (means === 'warn')
        log.warning(message);
    else
        log.info(message);
}
/** Delivers the documents, and waits until the platform has taken them where that is asked for. */
async function upload(documents, prepare, apiKey, run) {
    const { publication, ledger, log, clock } = run;
    const { apiUrl, workspace, proxies, session, closesSessions, concurrency } = publication;
    // The larger half of the program: a dry run does without, and git is running meanwhile.
    const { openNetwork } = await Promise.all(/* import() */[__webpack_require__.e(648), __webpack_require__.e(315)]).then(__webpack_require__.bind(__webpack_require__, 9315));
    const network = openNetwork(proxies, API_CONNECTIONS);
    const platform = (0,client/* connectPlatform */.c0)({ apiUrl, apiKey, workspace }, network, clock, log);
    const settle = ({ path }, delivery) => {
        if (delivery.kind === 'uploaded')
            ledger.uploaded(path, delivery.bytes);
        else
            ledger.leftOut(path, delivery.kind, delivery.reason);
    };
    const hideProgress = showProgress(log, () => ledger.counts);
    try {
        const openLine = (connections) => openNetwork(proxies, connections);
        const ways = { platform, apiUrl, openLine, concurrency };
        const delivering = { ...run, ...ways, request: session, closes: closesSessions };
        const delivered = await deliver(documents, { prepare, settle }, delivering);
        hideProgress();
        await awaitIngestion(delivered, platform, run);
    }
    finally {
        hideProgress();
        await network.destroy();
    }
}
/** @throws a `PublishError` where the time is up before every document was taken or refused */
async function awaitIngestion(delivered, platform, { publication, ledger, log, clock, signal }) {
    const { ingestionSeconds, session } = publication;
    if (ingestionSeconds === undefined)
        return;
    const end = clock.now() + ingestionSeconds * 1000;
    const pending = [];
    for (const { session: id, documents, perhapsTwice } of delivered) {
        const milliseconds = Math.max(0, end - clock.now());
        const waiting = { platform, writeMode: session.writeMode, milliseconds, clock, log, signal };
        const ingested = await waitForDocuments(id, documents, perhapsTwice, waiting);
        for (const [{ path }, ingestion] of ingested.results)
            ledger.ingested(path, ingestion);
        for (const { path } of ingested.pending)
            ledger.ingested(path, { kind: 'pending' });
        pending.push(...ingested.pending.map(({ path }) => path));
    }
    if (pending.length === 0)
        return;
    throw new publish_error/* PublishError */.S(`${(0,figures/* counted */.hS)(pending.length, 'document')} stored but not yet ingested when "ingestion-timeout" was over: ${(0,figures/* listed */.KE)(pending)}. The platform goes on by itself; give it more time, or finish with the finalize action.`);
}


/***/ })

};
