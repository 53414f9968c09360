using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>Checks that no secret of a nested type is published with the attribute that holds the type: redaction covers whole attributes only.</summary>
internal static class NestedSecrets
{
    /// <summary>Checks the types that an entity holds in attributes that are not sensitive themselves.</summary>
    public static void Check(EntityModel entity, RuleViolationList violations)
    {
        if (!entity.Objects.Any(static model => model.Scattered.Count > 0 || model.Properties.Any(static property => property.Redaction is not null || property.Has(PropertyRoles.AuditIgnored))))
        {
            return;
        }

        foreach (var shown in Reached(entity, static property => property.Redaction is null))
        {
            var nested = new RuleViolationList(shown.Definition, violations);
            foreach (var property in shown.Properties.Where(static property => property.Redaction is not null))
            {
                nested.Add(RuleKind.NestedSensitive, property.Name, "Sensitive");
            }

            foreach (var secret in shown.Scattered)
            {
                nested.Add(RuleKind.ScatteredSecret, secret.Member, secret.Said, secret.Reason, secret.FixSuggestion);
            }
        }

        foreach (var audited in Reached(entity, static property => !property.Has(PropertyRoles.AuditIgnored)))
        {
            var nested = new RuleViolationList(audited.Definition, violations);
            foreach (var property in audited.Properties.Where(static property => property.Has(PropertyRoles.AuditIgnored)))
            {
                nested.Add(RuleKind.NestedSensitive, property.Name, "AuditIgnore");
            }
        }
    }

    // In ordinal order, as in the entity.
    private static IEnumerable<ObjectModel> Reached(EntityModel entity, Func<PropertyModel, bool> isOpen)
    {
        var byName = entity.Objects.ToDictionary(static model => model.Type.FullName, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Shape>(entity.Root.Properties.Where(isOpen).Select(static property => property.Shape));
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case ListShape list:
                    pending.Push(list.Element);
                    break;
                case DictionaryShape dictionary:
                    pending.Push(dictionary.Value);
                    break;
                case ObjectShape shape when byName.TryGetValue(shape.Type.FullName, out var model) && reached.Add(shape.Type.FullName):
                    foreach (var property in model.Properties)
                    {
                        pending.Push(property.Shape);
                    }

                    break;
            }
        }

        return entity.Objects.Where(model => reached.Contains(model.Type.FullName));
    }
}
