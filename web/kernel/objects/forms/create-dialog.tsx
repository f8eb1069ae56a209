import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  createTogether,
  issueFor,
  Problem,
  queries,
  search,
  undoChangeSet,
  type Field,
  type ObjectType,
} from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, Dialog, ProblemNote, toast } from '#web/kernel/ui';
import { FieldEditor } from '../fields/edit.tsx';
import { freshRecordsIn } from '../fields/fresh-records.ts';
import { isWanted } from '../fields/is-wanted.ts';
import { isEmpty } from '../fields/values.ts';
import { nameText, objectLabel } from '../model/model.ts';
import { useSlots } from '../model/slots.ts';
import { useObject, usePaths } from '../model/use-model.ts';
import { closeCreate, useCreateRequest, type CreateRequest } from './create-store.ts';
import { defaultsOf, filledValues, formFields, wireValues } from './form-fields.ts';

/** The window in which a new record is made; it opens from anywhere by `openCreate`. */
export function CreateHost() {
  const request = useCreateRequest();
  const object = useObject(request?.api ?? '');
  return request && object ? <CreateDialog key={request.api} request={request} object={object} /> : null;
}

function CreateDialog({ request, object }: { request: NonNullable<CreateRequest>; object: ObjectType }) {
  const [values, setValues] = useState<Record<string, unknown>>({ ...defaultsOf(object), ...request.values });
  const [more, setMore] = useState(false);
  const { problem, busy, save } = useCreate(object, request);
  const links = useSlots()
    .linkFields.filter((one) => one.object === object.api)
    .map((one) => one.field);
  const { first, rest } = formFields(object, { given: Object.keys(request.values), links });
  const refused = (field: Field): boolean => issueFor(problem, field.key) !== null;
  const shown = [...first, ...(more ? rest : rest.filter(refused))].filter(
    (field) => isWanted(field, values) || refused(field),
  );
  const title = i18n.t('New: {what}', { what: objectLabel(object).toLocaleLowerCase() });
  return (
    <Dialog title={title} onClose={closeCreate}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save(wantedOf(object, values));
        }}
      >
        {problem ? <ProblemNote problem={problem} /> : null}
        {shown.map((field, at) => (
          <FieldEditor
            key={field.key}
            field={field}
            later
            value={values[field.key] ?? null}
            autoFocus={at === 0}
            error={issueFor(problem, field.key)}
            onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
          />
        ))}
        <Alike object={object} name={nameText(values[object.title])} />
        {rest.length > 0 && !more ? (
          <button type="button" className="k-link" onClick={() => setMore(true)}>
            {i18n.t('{count, plural, one {# more field} other {# more fields}}', { count: rest.length })}
          </button>
        ) : null}
        <div className="k-dialog-foot">
          <Button onClick={closeCreate}>{i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={isEmpty(values[object.title])}>
            {i18n.t('Save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useCreate(object: ObjectType, request: NonNullable<CreateRequest>) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const paths = usePaths();
  const links = useSlots().linkFields.filter((one) => one.object === object.api);
  const save = async (values: Record<string, unknown>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const filled = filledValues(object, values);
      const linked = links.filter((one) => filled[one.field] !== undefined);
      const own = Object.fromEntries(
        Object.entries(filled).filter(([key]) => !linked.some((one) => one.field === key)),
      );
      const made = { object: object.api, values: wireValues(own), ref: 'new' };
      const around = linked.flatMap((one) => one.link({ id: '@new', values: own }, filled[one.field]) ?? []);
      const { data, changeSet } = await createTogether([...freshRecordsIn(filled), made, ...around], 'new');
      closeCreate();
      void queries.invalidateQueries();
      toast({
        text: i18n.t('{name} added.', { name: nameText(data[object.title]) || objectLabel(object) }),
        ...(changeSet
          ? { undo: async () => void (await undoChangeSet(changeSet).then(() => queries.invalidateQueries())) }
          : {}),
      });
      if (request.onDone) request.onDone(data.id);
      else if (object.has_timeline) void navigate({ to: paths.record(object.api, data.id) });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { problem, busy, save };
}

/** What was filled in before a field went out of sight is not sent. */
const wantedOf = (object: ObjectType, values: Record<string, unknown>): Record<string, unknown> => {
  const gone = object.fields.filter((field) => !isWanted(field, values)).map((field) => field.key);
  return Object.fromEntries(Object.entries(values).filter(([key]) => !gone.includes(key)));
};

/** Names shorter than this fit too many records to be worth a hint. */
const LEAST_LETTERS = 4;

function Alike({ object, name }: { object: ObjectType; name: string }) {
  const paths = usePaths();
  const found = useQuery({
    queryKey: ['alike', object.api, name],
    enabled: name.length >= LEAST_LETTERS && object.has_timeline,
    queryFn: ({ signal }) => search(name, { objects: object.api, limit: 3 }, signal),
    placeholderData: (before) => before,
  }).data;
  if (!found || found.length === 0 || name.length < LEAST_LETTERS) return null;
  return (
    <div className="k-alike" role="status">
      <p>{i18n.t('Perhaps already here:')}</p>
      {found.map((hit) => (
        <Link key={hit.id} to={paths.record(hit.object, hit.id)} className="k-link" onClick={closeCreate}>
          {[hit.name, hit.subtitle].filter(Boolean).join(' · ')}
        </Link>
      ))}
    </div>
  );
}
