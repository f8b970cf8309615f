/** The forms that most rules have. Each function makes what a rule reads and how it finds breaches. */
import { shorten } from "../../config/shape.ts";
import type { AdaLoraConfig } from "../../config/types.ts";
import type { FindingData } from "../diagnostic.ts";
import type { CheckContext, ConfigView, NoData, Rule } from "../rule.ts";
import { listNames, type NameData } from "./names.ts";

type Form<Data extends FindingData, Config> = Pick<Rule<Data, Config>, "reads" | "find">;

/** A breach at one field: the data of its words, or a falsy value where the config keeps the rule. */
export const findAt = <Data extends FindingData, Config = ConfigView>(
  field: keyof AdaLoraConfig,
  breach: (config: Config, context: CheckContext) => Data | false | null | undefined,
): Form<Data, Config> => ({
  reads: [field],
  find(config, report, context) {
    const data = breach(config, context);
    if (data) report([field], data);
  },
});

/** A breach at one field whose words need no data. */
export const findIf = <Config = ConfigView>(
  field: keyof AdaLoraConfig,
  isBroken: (config: Config, context: CheckContext) => unknown,
): Form<NoData, Config> =>
  findAt(field, (config: Config, context) => (isBroken(config, context) ? {} : false));

/** The fields with names. */
type NameField = "targetModules" | "excludeModules" | "targetParameters" | "modulesToSave";

/** Whether a name breaks a rule; it may do so with more data than the name. */
type NameTest<More> = (name: string, index: number) => boolean | More;

/** Breaches by names in the lists of some fields. A name in a string is a pattern: other rules ask it. */
export const findNames = <More extends FindingData>(
  fields: readonly NameField[],
  test: (config: ConfigView, field: NameField) => NameTest<More>,
): Form<NameData & More, ConfigView> => ({
  reads: fields,
  find(config, report) {
    for (const field of fields) {
      const names = listNames(config[field]);
      if (names.length === 0) continue;
      const breaks = test(config, field);
      names.forEach((name, index) => {
        const more = breaks(name, index);
        if (more) report([field, index], { name: shorten(name), ...(more as More) });
      });
    }
  },
});
