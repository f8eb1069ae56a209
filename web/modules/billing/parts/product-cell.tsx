import { useQuery } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent } from 'react';
import { keys, listRecords, type Money, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';

type ProductCellProps = {
  value: string;
  label: string;
  placeholder: string;
  error: string | undefined;
  column?: string;
  onText: (text: string) => void;
  onProduct: (product: RecordRow) => void;
};

const MOST = 8;
const plain = (text: unknown): string =>
  String(text ?? '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLocaleLowerCase();

/** Finds products by name or code while somebody types; text that is no product stays text. What begins as typed is
 * marked, so that Enter or Tab takes it; Escape keeps the text. */
export function ProductCell(props: ProductCellProps) {
  const { value, label, placeholder, error, column, onText, onProduct } = props;
  const id = useId();
  const [typing, setTyping] = useState(false);
  const [moved, setMoved] = useState<number | null>(null);
  const typed = value.trim();
  const { rows, settled } = useProducts(typed, typing);
  const open = typing && rows.length > 0;
  const likely = settled ? rows.findIndex((row) => [row.name, row.code].some((one) => fits(one, typed))) : -1;
  const marked = moved ?? likely;
  const choose = (row: RecordRow): void => {
    setTyping(false);
    onProduct(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const to = marked + (event.key === 'ArrowDown' ? 1 : -1);
      setMoved(Math.max(-1, Math.min(rows.length - 1, to)));
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setTyping(false);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && rows[marked]) {
      if (event.key === 'Enter') event.preventDefault();
      choose(rows[marked]);
    }
  };
  return (
    <div className="k-line-product">
      <input
        className="k-cell-input"
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-invalid={error ? true : undefined}
        {...(open && rows[marked] ? { 'aria-activedescendant': `${id}-${String(marked)}` } : {})}
        autoComplete="off"
        data-column={column}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          setTyping(true);
          setMoved(null);
          onText(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setTyping(false)}
      />
      {open ? <Found id={id} rows={rows} marked={marked} onChoose={choose} /> : null}
    </div>
  );
}

type FoundProps = { id: string; rows: RecordRow[]; marked: number; onChoose: (row: RecordRow) => void };

function Found({ id, rows, marked, onChoose }: FoundProps) {
  return (
    <ul id={`${id}-list`} role="listbox" aria-label={i18n.t('Products')} className="k-drop k-line-products">
      {rows.map((row, at) => (
        <li
          key={row.id}
          id={`${id}-${String(at)}`}
          role="option"
          aria-selected={at === marked}
          className="k-line-choice"
          // The box keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(row);
          }}
        >
          <span className="k-cut">{String(row.name)}</span>
          <span className="k-muted">
            {[row.code, row.price ? format.money(row.price as Money) : null].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

const fits = (told: unknown, typed: string): boolean => typed !== '' && plain(told).startsWith(plain(typed));

function useProducts(typed: string, typing: boolean): { rows: RecordRow[]; settled: boolean } {
  const query = { q: typed, filter: { field: 'on_sale', is: true }, limit: MOST };
  const { data, isPlaceholderData } = useQuery({
    queryKey: keys.list('products', query),
    enabled: typing && typed !== '',
    queryFn: ({ signal }) => listRecords('products', query, signal),
    placeholderData: (before) => before,
  });
  if (typed === '') return { rows: [], settled: true };
  // A code that was typed whole is meant before a name that begins so.
  const far = (row: RecordRow): number => (plain(row.code) === plain(typed) ? 0 : fits(row.name, typed) ? 1 : 2);
  const rows = (data?.data ?? []).toSorted((a, b) => far(a) - far(b));
  return { rows, settled: !isPlaceholderData };
}
