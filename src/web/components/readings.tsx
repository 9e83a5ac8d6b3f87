import type { JSX } from "preact";
import { formatList, formatPercent } from "../../i18n/format.ts";
import { useI18n } from "../i18n-context.ts";
import type { SectorOptions } from "../pages/registration-form.tsx";
import { Button } from "./button.tsx";
import { Section, Tag } from "./card.tsx";
import { Select } from "./field.tsx";
import { Form, Hidden } from "./form.tsx";

/** An offer or need, and what its words are about: declared, or read with a confidence from 0 to 1. */
export type ReadingView = {
  readonly list: "offers" | "needs";
  readonly id: string;
  readonly text: string;
  /** Labels of the activities declared; empty where the engine reads the words alone. */
  readonly declared: readonly string[];
  readonly activities: readonly {
    readonly value: string;
    readonly label: string;
    readonly confidence: number;
  }[];
};
type Props = {
  /** Posts list, id and activity. */
  readonly action: string;
  readonly title: string;
  readonly hint: string;
  readonly sectors: readonly SectorOptions[];
  readonly readings: readonly ReadingView[];
};

/** What the engine reads in somebody's words, to confirm in one touch or to correct. */
export function Readings({ action, title, hint, sectors, readings }: Props): JSX.Element | null {
  const { t, locale } = useI18n();
  const { account } = t;
  if (readings.length === 0) return null;
  return (
    <Section id="suggestions" title={title} card>
      <p class="soft small">{hint}</p>
      {readings.map(({ list, id, text, declared, activities }) => (
        <div class="stack-small bordered" key={`${list}.${id}`}>
          <p>
            <Tag>{account.statement[list]}</Tag> {text}
          </p>
          {declared.length > 0 ? (
            <p class="soft">{account.declaredAs(formatList(declared, locale))}</p>
          ) : (
            activities.length === 0 && <p class="soft">{account.noSuggestion}</p>
          )}
          {declared.length === 0 && activities.length > 0 && (
            <Form action={action} class="row">
              <Hidden values={{ list, id }} />
              {activities.map(({ value, label, confidence }, index) => (
                <Button key={value} name="activity" value={value} kind={index === 0 ? "main" : "plain"}>
                  {account.itIs(label, formatPercent(confidence, locale))}
                </Button>
              ))}
            </Form>
          )}
          <details class="disclosure">
            <summary>
              {declared.length > 0 ? account.correct : account.somethingElse}{" "}
              <span class="hidden-visually">· {text}</span>
            </summary>
            <div class="disclosure-body">
              <Form action={action}>
                <Hidden values={{ list, id }} />
                <Select
                  name="activity"
                  id={`${list}-${id}-activity`}
                  label={account.activity}
                  options={sectors.flatMap((sector) => sector.activities)}
                />
                <div>
                  <Button>{t.common.save}</Button>
                </div>
              </Form>
            </div>
          </details>
        </div>
      ))}
    </Section>
  );
}
