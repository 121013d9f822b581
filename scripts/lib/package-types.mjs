/**
 * The types of a package without the schemas that they are made of: who uses it needs no schema library. Modules
 * without schemas are emitted as the compiler does; of the others the types alone are written, and what is inferred from
 * a schema is spelled out.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';

const { NoTruncation, InTypeAlias } = ts.TypeFormatFlags;
const SCHEMAS = /^zod(\/|$)/;

/**
 * Writes the declarations of `entry` and of all that it imports below `folder`, at their paths from the project's root.
 * @param {string} entry path from the root
 * @param {string} folder
 */
export function writeTypes(entry, folder) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => fail([problem]) };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), {}, host);
  const options = {
    ...config.options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir: folder,
  };
  const program = ts.createProgram([join(root, entry)], options);
  const checker = program.getTypeChecker();
  for (const source of program.getSourceFiles()) {
    if (source.fileName.includes('/node_modules/') || source.isDeclarationFile) continue;
    const path = join(folder, relative(root, source.fileName).replace(/\.ts$/, '.d.ts'));
    mkdirSync(dirname(path), { recursive: true });
    if (importsSchemas(source)) writeFileSync(path, withoutSchemas(source, checker));
    else {
      const { diagnostics } = program.emit(source, (_name, text) => writeFileSync(path, forUsers(text)));
      if (diagnostics.length > 0) fail(diagnostics);
    }
  }
}

function fail(diagnostics) {
  throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
}

/** Declarations name modules as they are when they run. */
const forUsers = (text) => text.replaceAll(/(from\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2');

const importsSchemas = (source) =>
  source.statements.some((each) => ts.isImportDeclaration(each) && SCHEMAS.test(each.moduleSpecifier.text));

function withoutSchemas(source, checker) {
  const lines = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const types = importOfTypes(statement);
      if (types !== null) lines.push(types);
    } else if (ts.isTypeAliasDeclaration(statement)) {
      const written = typeWithoutSchemas(statement, source, checker);
      if (written !== null) lines.push(written);
    }
  }
  return forUsers(`${lines.join('\n')}\nexport {};\n`);
}

function importOfTypes({ importClause, moduleSpecifier }) {
  if (SCHEMAS.test(moduleSpecifier.text) || importClause?.namedBindings === undefined) return null;
  const what = importClause.namedBindings;
  const isType = (name) =>
    importClause.phaseModifier === ts.SyntaxKind.TypeKeyword || importClause.isTypeOnly || name.isTypeOnly;
  if (ts.isNamespaceImport(what)) return `import type * as ${what.name.text} from '${moduleSpecifier.text}';`;
  const names = what.elements.filter(isType).map((each) => each.getText().replace(/^type /, ''));
  return names.length === 0 ? null : `import type { ${names.join(', ')} } from '${moduleSpecifier.text}';`;
}

/** The alias as it stands where no schema is in it, else what it comes to; null for what only makes types of schemas. */
function typeWithoutSchemas(alias, source, checker) {
  const usesSchemas = (node) =>
    ts.isTypeQueryNode(node) ||
    (ts.isTypeReferenceNode(node) && /^z\./.test(node.typeName.getText())) ||
    ts.forEachChild(node, (child) => usesSchemas(child) || undefined) === true;
  if (!usesSchemas(alias)) return alias.getText();
  if (alias.typeParameters !== undefined) return null;
  const begin = `${alias.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ? 'export ' : ''}type ${alias.name.text} = `;
  if (ts.isTypeLiteralNode(alias.type)) {
    const members = alias.type.members.map((member) => memberWithoutSchemas(member, source, checker));
    return `${begin}{\n${members.join('\n')}\n};`;
  }
  const type = checker.getTypeAtLocation(alias.name);
  return `${begin}${checker.typeToString(type, alias, NoTruncation | InTypeAlias)};`;
}

/** An event: what is asked is spelled out, the answer stays as it is called. */
function memberWithoutSchemas(member, source, checker) {
  const type = checker.getTypeAtLocation(member);
  const [call] = type.getCallSignatures();
  if (call === undefined) return `  ${member.getText()}`;
  const parameters = call.getParameters().map((parameter, index) => {
    const of = checker.getTypeOfSymbolAtLocation(parameter, source);
    const text = checker.typeToString(of, source, index === 0 ? NoTruncation | InTypeAlias : NoTruncation);
    const optional = checker.isOptionalParameter(parameter.valueDeclaration);
    return `${parameter.name}${optional ? '?' : ''}: ${text}`;
  });
  return `  ${member.name.getText()}: (${parameters.join(', ')}) => void;`;
}
