import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { WriterNote } from '../WriterNote.tsx';
import { MOST_FILES } from './file-limits.ts';
import type { Files } from './use-files.ts';

/** Which files were not taken, and why; until it has been read. */
export function RefusedFiles({ files }: { files: Files }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (files.refused.length === 0) return null;
  const limits = { size: format.size(files.mostBytes), most: format.number(MOST_FILES) };
  return (
    <WriterNote onClose={files.read}>
      {files.refused.map(({ name, problem }, index) => (
        <span key={`${name} ${index}`}>
          {index > 0 && ' '}
          {t(`composer.files.problem.${problem}`, { name, ...limits })}
        </span>
      ))}
    </WriterNote>
  );
}
