import { IconStarFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { fileAddress, type Field, type Money, type RecordRef } from '#web/kernel/api';
import { inLanguage, format } from '#web/kernel/i18n';
import { Avatar, ColourChip, Chip } from '#web/kernel/ui';
import { useMe } from '#web/kernel/session';
import './fields.css';
import { MoneyValue } from './money-total.tsx';
import { fieldLabel } from '../model/model.ts';
import { usePaths } from '../model/use-model.ts';
import { contactLabel, isEmpty, labelled, optionLabel, phoneText, plainText, related, valueText } from './values.ts';

/** A field's value as people read it: links where there is something to open, chips for choices. */
export function FieldValue({ field, value, dense }: { field: Field; value: unknown; dense?: boolean }) {
  if (isEmpty(value) && field.type !== 'checkbox') return null;
  switch (field.type) {
    case 'select':
      return <OptionChip field={field} value={String(value)} />;
    case 'multi_select':
      return (
        <span className="k-chips">
          {(value as string[]).map((one) => (
            <OptionChip key={one} field={field} value={one} />
          ))}
        </span>
      );
    case 'emails':
    case 'phones':
    case 'urls':
      return <Contacts field={field} value={value} dense={dense} />;
    case 'image':
      return <img className="k-picture" src={fileAddress(String(value))} alt={fieldLabel(field)} loading="lazy" />;
    case 'relation':
      return <Relations field={field} value={related(value)} dense={dense} />;
    case 'member':
      return <MemberValue name={valueText(field, value)} />;
    case 'money':
      if (!dense) return <MoneyWithWorth value={value as Money} />;
      break;
    case 'rating':
      return <Stars count={Number(value)} />;
    case 'long_text':
    case 'rich_text':
      return <span className={dense ? 'k-cut' : 'k-lines'}>{plainText(String(value))}</span>;
    case 'datetime':
      return (
        <time dateTime={String(value)} title={format.dayAndTime(String(value))} className="k-cut">
          {dense ? format.relativeTime(String(value)) : format.dayAndTime(String(value))}
        </time>
      );
  }
  return <span className={dense ? 'k-cut' : undefined}>{valueText(field, value)}</span>;
}

function MoneyWithWorth({ value }: { value: Money }) {
  return <MoneyValue value={value} own={useMe().workspace.currency} />;
}

function OptionChip({ field, value }: { field: Field; value: string }) {
  const option = field.options?.find((one) => one.value === value);
  return (
    <ColourChip colour={option?.colour ?? null}>
      {option ? inLanguage(option.label) : optionLabel(field, value)}
    </ColourChip>
  );
}

function MemberValue({ name }: { name: string }) {
  return (
    <span className="k-row k-member">
      <Avatar name={name} />
      <span className="k-cut">{name}</span>
    </span>
  );
}

function Stars({ count }: { count: number }) {
  return (
    <span className="k-stars" role="img" aria-label={String(count)}>
      {Array.from({ length: count }, (_, index) => (
        <IconStarFilled key={index} size={14} aria-hidden="true" />
      ))}
    </span>
  );
}

const HREF = { emails: 'mailto:', phones: 'tel:', urls: '' } as const;

function Contacts({ field, value, dense }: { field: Field; value: unknown; dense?: boolean | undefined }) {
  const all = labelled(value);
  const shown = dense ? all.slice(0, 1) : all;
  return (
    <span className={dense ? 'k-row k-cut' : 'k-contacts'}>
      {shown.map((one) => (
        <span key={one.value} className="k-row k-cut">
          <a
            className="k-quiet-link k-cut"
            tabIndex={dense ? -1 : undefined}
            href={`${HREF[field.type as keyof typeof HREF]}${one.value}`}
            {...(field.type === 'urls' ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
          >
            {field.type === 'phones'
              ? phoneText(one.value)
              : one.value.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
          </a>
          {!dense && one.label ? <span className="k-muted">{contactLabel(one.label)}</span> : null}
        </span>
      ))}
      {dense && all.length > 1 ? <span className="k-muted">+{all.length - 1}</span> : null}
    </span>
  );
}

function Relations({ field, value, dense }: { field: Field; value: RecordRef[]; dense?: boolean | undefined }) {
  const paths = usePaths();
  if (field.to === 'tags') {
    return (
      <span className="k-chips">
        {value.map((one) => (
          <Chip key={one.id}>{one.name}</Chip>
        ))}
      </span>
    );
  }
  // Steps of a way are arranged in the settings; a page of their own tells nothing.
  if (field.named) return <span className="k-cut">{value.map((one) => one.name).join(', ')}</span>;
  return (
    <span className={dense ? 'k-row k-cut' : 'k-contacts'}>
      {value.map((one) => (
        <Link
          key={one.id}
          to={paths.record(one.object, one.id)}
          className="k-quiet-link k-cut"
          tabIndex={dense ? -1 : undefined}
        >
          {one.name}
        </Link>
      ))}
    </span>
  );
}
