using Fw24.Generators.Model.Entities;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules;

/// <summary>Applies the rules for a single entity: to its declaration, then to its parts.</summary>
internal static class EntityRules
{
    /// <summary>Marks an entity that a rule refuses.</summary>
    public static EntityModel Judge(EntityModel entity)
        => Check(entity).All(static violation => violation.IsAdvice) ? entity : entity with { IsRefused = true };

    /// <summary>Gets the violations by an entity and by the types that it holds.</summary>
    public static RuleViolationList Check(EntityModel entity)
    {
        var violations = new RuleViolationList(entity.Type.FullName);
        RuleRegistry.Check(new DeclaredEntity(entity), violations);
        if (violations.Any())
        {
            // Stop: further errors would be consequences of an unusable class.
            return violations;
        }

        RuleRegistry.Check(entity, violations);
        RuleRegistry.Check(new EntitySettings(entity.Table, entity.Stream, entity.Audit), violations);
        foreach (var index in entity.Indexes)
        {
            RuleRegistry.Check(new IndexOfEntity(index, entity), violations);
        }

        RuleRegistry.Check(entity.Root, violations);
        foreach (var nested in entity.Objects)
        {
            RuleRegistry.Check(nested, violations.At(nested.Definition));
        }

        foreach (var @enum in entity.Enums)
        {
            RuleRegistry.Check(@enum, violations.At(@enum.Type.FullName));
        }

        return violations;
    }
}
