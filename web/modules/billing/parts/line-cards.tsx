import { useState } from 'react';
import { format, i18n } from '#web/kernel/i18n';
import { Button, Chip } from '#web/kernel/ui';
import { isBlank, type SheetLine } from '../lines/sheet-lines.ts';
import { addLine } from '../lines/sheet-keys.ts';
import { removeLine, useTools } from '../lines/sheet-tools.ts';
import { shownNumber, unitLabel } from '../lines/words.ts';
import { LineWindow } from './line-window.tsx';

/** The lines to be read; on a phone each opens to be changed. */
export function LineCards({ locked }: { locked: boolean }) {
  const { sheet, state } = useTools();
  const [open, setOpen] = useState<string | null>(null);
  const line = state.lines.find(({ key }) => key === open);
  const close = (): void => {
    setOpen(null);
    sheet.hold(null);
    if (line && isBlank(line)) removeLine(sheet, line.key);
  };
  const add = (kind: SheetLine['kind']) => (): void => setOpen(addLine(sheet, null, { kind }));
  return (
    <>
      {state.lines.length === 0 ? <p className="k-muted k-sheet-empty">{i18n.t('There are no lines yet.')}</p> : null}
      <ul className="k-line-cards">
        {state.lines.map((one) => (
          <li key={one.key} data-kind={one.kind}>
            {locked ? (
              <div className="k-line-card">
                <CardWords line={one} />
              </div>
            ) : (
              <button type="button" className="k-line-card" onClick={() => setOpen(one.key)}>
                <CardWords line={one} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {locked ? null : (
        <div className="k-row k-sheet-add">
          <Button look={state.lines.length === 0 ? 'primary' : 'plain'} onClick={add('item')}>
            {i18n.t('Add line')}
          </Button>
          <Button look="quiet" onClick={add('heading')}>
            {i18n.t('Heading')}
          </Button>
          <Button look="quiet" onClick={add('note')}>
            {i18n.t('Note')}
          </Button>
        </div>
      )}
      {line && !locked ? <LineWindow line={line} onClose={close} /> : null}
    </>
  );
}

function CardWords({ line }: { line: SheetLine }) {
  const { state, live, currency, units } = useTools();
  const issue = [...state.issues].find(([where]) => where.startsWith(`${line.key} `))?.[1];
  const net = live.nets.get(line.key);
  const price = line.unit_price && Number.isFinite(Number(line.unit_price));
  const times = [line.quantity && shownNumber(line, 'quantity'), unitLabel(line.unit, units)].filter(Boolean).join(' ');
  return (
    <>
      <span className="k-line-card-name">
        {line.name || i18n.t('Line without a name')}{' '}
        {line.optional ? <Chip tone="blue">{line.chosen ? i18n.t('Optional, taken') : i18n.t('Optional')}</Chip> : null}
      </span>
      {line.kind === 'item' ? (
        <>
          <span className="k-line-card-net k-num">
            {net === undefined ? '' : format.money({ amount: net, currency })}
          </span>
          <span className="k-muted k-num">
            {[
              price ? `${times} × ${format.money({ amount: line.unit_price, currency })}` : times,
              line.discount_percent && Number(line.discount_percent) !== 0
                ? `−${shownNumber(line, 'discount_percent')}%`
                : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      ) : null}
      {line.description ? <span className="k-muted k-line-said">{line.description}</span> : null}
      {issue ? <span className="k-error">{issue}</span> : null}
    </>
  );
}
