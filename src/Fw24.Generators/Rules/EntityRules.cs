using System.Text;
using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>The rules for a single entity.</summary>
internal static class EntityRules
{
    private const int MaxKeyNameBytes = 255;
    private const int MaxAttributeNameBytes = 65_535;
    private const int MaxScopeLength = 64;

    // 400 KB, including attribute names (DynamoDB, "Quotas").
    private const int MaxItemBytes = 409_600;

    // Throws on an unpaired surrogate, which has no UTF-8 form.
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly (DeclarationFacts Fact, string Word)[] s_obstacles =
    [
        (DeclarationFacts.Abstract, "abstract"),
        (DeclarationFacts.Static, "static"),
        (DeclarationFacts.Struct, "a struct"),
        (DeclarationFacts.Generic, "generic"),
        (DeclarationFacts.FileLocal, "file-local"),
        (DeclarationFacts.Inaccessible, "private"),
    ];

    /// <summary>Marks an entity that a rule refuses.</summary>
    public static EntityModel Judge(EntityModel entity) => Check(entity).All(static violation => violation.IsAdvice) ? entity : entity with { IsRefused = true };

    public static IEnumerable<RuleViolation> Check(EntityModel entity)
    {
        var violations = new RuleViolationList(entity.Type.FullName);
        CheckDeclaration(entity, violations);
        if (violations.Any())
        {
            // Stop: further errors would be consequences of an unusable class.
            return violations;
        }

        CheckNames(entity, violations);
        CheckKeys(entity, violations);
        CheckRedaction(entity, violations);
        CheckSensitiveNames(entity, violations);
        CheckRoles(entity, violations);
        CheckAttributeNames(entity, violations);
        CheckIndexes(entity, violations);
        CheckOrder(entity, violations);
        ForeignRules.Check(entity, violations);
        if (entity.StatedSize > MaxItemBytes)
        {
            violations.Add(RuleKind.ItemSize, null, SettingsRules.Text(entity.StatedSize), SettingsRules.Text(MaxItemBytes));
        }

        CheckObject(entity.Root, violations);
        foreach (var nested in entity.Objects)
        {
            var nestedFindings = new RuleViolationList(nested.Definition, violations);
            CheckObject(nested, nestedFindings);
            ForeignRules.Check(nested, nestedFindings);
        }

        NestedSecrets.Check(entity, violations);

        foreach (var @enum in entity.Enums)
        {
            ForeignRules.Check(@enum, new RuleViolationList(@enum.Type.FullName, violations));
        }

        foreach (var name in entity.Forbidden)
        {
            new RuleViolationList(name.Type, violations).Add(RuleKind.ObsoleteError, name.Member);
        }

        SettingsRules.Check(entity.Table, entity.Stream, entity.Audit, violations);
        return violations;
    }

    private static void CheckNames(EntityModel entity, RuleViolationList violations)
    {
        if (!ResourceNames.IsTable(entity.Table.Name))
        {
            violations.AddWithSuggestion(RuleKind.TableName, null, ResourceNames.NearestTable(entity.Table.Name), entity.Table.Name);
        }

        if (entity.Name.Length is 0 || entity.Table.Discriminator is "")
        {
            violations.Add(RuleKind.EmptyName, null);
        }

        foreach (var name in entity.TakenNames)
        {
            violations.Add(RuleKind.NameTaken, null, name);
        }
    }

    private static void CheckDeclaration(EntityModel entity, RuleViolationList violations)
    {
        foreach (var (fact, word) in s_obstacles)
        {
            if ((entity.Facts & fact) != 0)
            {
                violations.Add(RuleKind.EntityDeclaration, null, word);
            }
        }
    }

    private static void CheckKeys(EntityModel entity, RuleViolationList violations)
    {
        var partitionKeys = entity.Root.Properties.Where(static property => property.Has(PropertyRoles.PartitionKey)).ToList();
        if (partitionKeys.Count is not 1)
        {
            violations.AddWithSuggestion(RuleKind.OnePartitionKey, partitionKeys.ElementAtOrDefault(1)?.Name, partitionKeys.Count is 0 ? Identity(entity) : "");
        }

        foreach (var property in entity.Root.Properties)
        {
            if (!property.Has(PropertyRoles.TableKey))
            {
                continue;
            }

            if (property.Shape.IsNullable || KeyTypes.Of(property.Shape).Length is 0)
            {
                violations.AddWithSuggestion(RuleKind.KeyType, property.Name, KeyTypes.Of(property.Shape).Length > 0 ? property.Shape.Type.FullName : "", property.Shape.DeclaredType);
            }

            if (property.Has(PropertyRoles.PartitionKey) && property.Has(PropertyRoles.SortKey))
            {
                violations.Add(RuleKind.SameKey, property.Name, property.Attribute);
            }
        }

        foreach (var property in entity.Root.Properties)
        {
            if (property.ForgoesValue)
            {
                violations.Add(property.Has(PropertyRoles.Version) ? RuleKind.VersionStart : RuleKind.IndexKeyNull, property.Name, property.Attribute);
            }

            if (entity.EmptyIndexKeys.Contains(property.Name))
            {
                violations.Add(RuleKind.EmptyIndexKey, property.Name, property.Attribute);
            }
        }
    }

    private static void CheckRedaction(EntityModel entity, RuleViolationList violations)
    {
        foreach (var secret in entity.Root.Scattered)
        {
            violations.Add(RuleKind.ScatteredSecret, secret.Member, secret.Said, secret.Reason, secret.FixSuggestion);
        }

        foreach (var property in entity.Root.Properties)
        {
            if (property.Redaction is null)
            {
                continue;
            }

            if (property.RedactionConflict.Length > 0)
            {
                // If the attribute may be missing, suggest the redaction that reveals nothing.
                violations.AddWithSuggestion(RuleKind.RedactionConflict, property.Name, property.MissingValuePolicy is MissingValuePolicy.Required ? "" : "Sensitive", property.RedactionConflict);
                continue;
            }

            if (!SettingsRules.IsDefined(property.Redaction.Value))
            {
                violations.Add(RuleKind.AuditValue, property.Name, nameof(Redaction));
                continue;
            }

            // Only keys of the table: index keys are not in a stream record's key, and the images are redacted.
            if (property.Has(PropertyRoles.TableKey))
            {
                violations.Add(RuleKind.SensitiveKey, property.Name);
            }

            if (property.HashScope is { } scope && ScopeFault(property.Redaction, scope) is { } fault)
            {
                violations.Add(RuleKind.HashScope, property.Name, scope, fault);
            }

            if (property.Redaction is Redaction.Hmac && property.FewValues.Length > 0)
            {
                violations.Add(RuleKind.FewHashes, property.Name, property.FewValues);
            }

            // A handler's codec reads the value that redaction leaves.
            var fits = property.Redaction is Redaction.Remove
                ? property.MissingValuePolicy is not MissingValuePolicy.Required
                : property.Shape is ScalarShape { Kind: ScalarKind.String };
            if (!fits)
            {
                var mayBeMissing = property.MissingValuePolicy is not MissingValuePolicy.Required;
                violations.AddWithSuggestion(RuleKind.SensitiveShape, property.Name, mayBeMissing ? nameof(Redaction.Remove) : "", property.Shape.DeclaredType, Left(property.Redaction), FixSuggestion(property, mayBeMissing));
            }
        }
    }

    private static void CheckSensitiveNames(EntityModel entity, RuleViolationList violations)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sensitive in entity.SensitiveNames)
        {
            var name = sensitive.Attribute;
            var holder = entity.Root.Properties.FirstOrDefault(property => property.Attribute == name);
            if (name.Length is 0)
            {
                violations.Add(RuleKind.SensitiveName, null, name, "is not a valid attribute name", "Write the names that items have, or remove the attribute");
            }
            else if (!IsAttributeName(name, MaxAttributeNameBytes))
            {
                violations.Add(RuleKind.AttributeName, null, name);
            }
            else if (!names.Add(name))
            {
                violations.Add(RuleKind.SensitiveName, null, name, "is named twice, here or in a base class", "Name it once");
            }
            else if (holder is not null && holder.Has(PropertyRoles.TableKey))
            {
                violations.Add(RuleKind.SensitiveName, null, name, "is a key of the table, which identifies items", "Remove the name");
            }
            else if (holder is not null)
            {
                violations.Add(RuleKind.SensitiveName, null, name, $"is the attribute of {holder.Name}", $"Put [Sensitive] on {holder.Name} and remove the name");
            }
            else if (!SettingsRules.IsDefined(sensitive.Redaction))
            {
                violations.Add(RuleKind.AuditValue, null, nameof(Redaction));
            }
            else if (sensitive.HashScope is { } scope && ScopeFault(sensitive.Redaction, scope) is { } fault)
            {
                violations.Add(RuleKind.HashScope, null, scope, fault);
            }
        }
    }

    private static string? ScopeFault(Redaction? redaction, string scope)
        => redaction is not Redaction.Hmac ? "has no effect without Redaction.Hmac"
            : !IsScope(scope) ? "is not a valid scope name: 1 to 64 of the characters A-Z, a-z, 0-9, '-', '_' and '.'"
            : null;

    private static bool IsScope(string name)
        => name.Length is >= 1 and <= MaxScopeLength && name.All(static c => c is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '_' or '.');

    private static string Left(Redaction? redaction) => redaction switch
    {
        Redaction.Mask => "'***' of it",
        Redaction.Hmac => "a hash of it",
        _ => "nothing of it",
    };

    private static string FixSuggestion(PropertyModel property, bool mayBeMissing)
        => mayBeMissing ? "Use [Sensitive] alone, which removes it"
            : property.Shape is ScalarShape { Kind: ScalarKind.String } ? "Make it nullable or give it a default value, or use Redaction.Mask or Redaction.Hmac"
            : "Make it nullable or give it a default value, and use [Sensitive] alone, which removes it";

    private static void CheckRoles(EntityModel entity, RuleViolationList violations)
    {
        AtMostOne(PropertyRoles.SortKey, nameof(SortKeyAttribute));
        AtMostOne(PropertyRoles.TimeToLive, nameof(TimeToLiveAttribute));
        AtMostOne(PropertyRoles.Version, nameof(VersionAttribute));
        AtMostOne(PropertyRoles.AuditActor, nameof(AuditActorAttribute));

        foreach (var property in entity.Root.Properties)
        {
            var (shape, kind) = (property.Shape, (property.Shape as ScalarShape)?.Kind);
            if (property.Has(PropertyRoles.TimeToLive) && kind is not (ScalarKind.UnixTime or ScalarKind.UnixDateTime) && !KeyTypes.IsInteger(shape))
            {
                violations.Add(RuleKind.TimeToLiveType, property.Name, shape.DeclaredType);
            }

            if (property.Has(PropertyRoles.AuditActor) && kind is not ScalarKind.String)
            {
                violations.Add(RuleKind.ActorType, property.Name, shape.DeclaredType);
            }

            if (property.Has(PropertyRoles.AuditActor) && property.Redaction is (Redaction.Remove or Redaction.Mask))
            {
                violations.Add(RuleKind.SensitiveActor, property.Name, property.Redaction is Redaction.Mask ? "'***'" : "nobody");
            }

            if (property.Has(PropertyRoles.Version) && shape is not ScalarShape { Type.FullName: "int" or "long", IsNullable: false })
            {
                violations.AddWithSuggestion(RuleKind.VersionType, property.Name, shape.Type.FullName is "int" or "long" ? shape.Type.FullName : "", shape.DeclaredType);
            }

            if (property.Has(PropertyRoles.Version) && property.Has(PropertyRoles.TableKey))
            {
                violations.Add(RuleKind.VersionKey, property.Name);
            }
        }

        void AtMostOne(PropertyRoles role, string attribute)
        {
            var count = 0;
            foreach (var property in entity.Root.Properties)
            {
                if (property.Has(role) && ++count is 2)
                {
                    violations.Add(RuleKind.OneOfEach, property.Name, attribute.Substring(0, attribute.Length - nameof(Attribute).Length));
                }
            }
        }
    }

    private static void CheckAttributeNames(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties)
        {
            if (property.Attribute == entity.Table.Discriminator)
            {
                violations.Add(RuleKind.AttributeClash, property.Name, property.Attribute);
            }

            var limit = property.Has(PropertyRoles.AnyKey) ? MaxKeyNameBytes : MaxAttributeNameBytes;
            if (!IsAttributeName(property.Attribute, limit))
            {
                violations.Add(RuleKind.AttributeName, property.Name, property.Attribute);
            }
        }
    }

    private static void CheckIndexes(EntityModel entity, RuleViolationList violations)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in entity.Indexes)
        {
            if (!ResourceNames.IsTable(index.Name))
            {
                violations.AddWithSuggestion(RuleKind.IndexName, null, ResourceNames.NearestTable(index.Name), index.Name);
            }

            if (!names.Add(index.Name))
            {
                violations.Add(RuleKind.IndexClash, null, index.Name);
            }

            if (index.PartitionKey is null && index.Unknown.Count is 0)
            {
                violations.Add(RuleKind.IndexKey, null, index.Name, "", "has no PartitionKey");
            }

            foreach (var unknown in index.Unknown)
            {
                violations.AddWithSuggestion(RuleKind.IndexKey, null, Nearest(unknown, entity.Root.Properties.Select(static property => (property.Name, property.Attribute))), index.Name, unknown, $"has the key '{unknown}', which is not a stored property");
            }

            if (index.PartitionKey is { Type: "" } || index.SortKey is { Type: "" })
            {
                violations.Add(RuleKind.IndexKeyType, null, index.Name);
            }

            if (index.PartitionKey is { } partitionKey && index.SortKey?.Attribute == partitionKey.Attribute)
            {
                violations.Add(RuleKind.SameKey, null, index.Name);
            }

            if (!SettingsRules.IsDefined(index.Projection))
            {
                violations.Add(RuleKind.IndexProjectionValue, null, index.Name);
            }
        }
    }

    private static void CheckOrder(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties)
        {
            var sorts = property.Has(PropertyRoles.SortKey) || entity.Indexes.Any(index => index.SortKey?.Attribute == property.Attribute);
            var instead = property.Shape switch
            {
                EnumShape => "an int, or a string that sorts",
                ScalarShape { Kind: ScalarKind.TimeSpan } => "a long of its ticks",
                _ => "",
            };
            if (sorts && instead.Length > 0)
            {
                violations.Add(RuleKind.SortKeyOrder, property.Name, property.Shape.Type.FullName, instead);
            }
        }
    }

    private static void CheckObject(ObjectModel model, RuleViolationList violations)
    {
        if (!model.HasConstructor)
        {
            violations.Add(RuleKind.Constructor, null, model.Type.FullName);
        }

        foreach (var name in model.Unset)
        {
            violations.Add(RuleKind.PropertySetter, name);
        }

        foreach (var member in model.RequiredButNotStored)
        {
            violations.Add(RuleKind.RequiredStored, member.Name, UnstoredMembers.Why(member.Reason));
        }

        foreach (var member in model.PassedOver)
        {
            violations.Add(UnstoredMembers.Advise(member, model));
        }

        foreach (var name in model.Inaccessible)
        {
            violations.Add(RuleKind.PropertyAccess, name);
        }

        foreach (var name in model.NotStored)
        {
            violations.Add(RuleKind.NotStored, name);
        }

        // Property names are unique, so attributes can clash only if one is renamed.
        var names = model.Properties.Any(static property => property.Attribute != property.Name) ? new HashSet<string>(StringComparer.Ordinal) : null;
        foreach (var property in model.Properties)
        {
            if (Unsupported(property.Shape) is { } shape)
            {
                violations.Add(RuleKind.PropertyType, property.Name, shape.DeclaredType, Nearest(shape));
            }

            if (names?.Add(property.Attribute) is false)
            {
                violations.Add(RuleKind.AttributeClash, property.Name, property.Attribute);
            }
        }
    }

    /// <summary>Gets the part of a shape that no item can hold; <see langword="null"/> without one.</summary>
    public static Shape? Unsupported(Shape shape) => shape switch
    {
        UnsupportedShape => shape,
        ListShape list => Unsupported(list.Element),
        DictionaryShape dictionary => Unsupported(dictionary.Value),
        // A set's elements are non-null strings, numbers or binary; memory is excluded, as it compares by address.
        SetShape set => set.Element.IsNullable || set.Element is ScalarShape { Kind: ScalarKind.Memory } || KeyTypes.Of(set.Element).Length is 0
            ? set
            : null,
        _ => null,
    };

    // The property whose name says that it identifies items; empty unless there is exactly one.
    private static string Identity(EntityModel entity)
        => entity.Root.Properties
            .Where(property => property.Name is "Id" or "Pk" or "PK" or nameof(IndexModel.PartitionKey) || property.Name == entity.Prefix + "Id")
            .Where(static property => !property.Has(PropertyRoles.AnyKey) && !property.Shape.IsNullable && KeyTypes.Of(property.Shape).Length > 0)
            .ToList() is [var only] ? only.Name : "";

    /// <summary>Gets the property probably meant by a name that differs in case or names its attribute; empty without exactly one match.</summary>
    public static string Nearest(string name, IEnumerable<(string Property, string Attribute)> stored)
        => stored
            .Where(one => string.Equals(one.Property, name, StringComparison.OrdinalIgnoreCase) || one.Attribute == name)
            .ToList() is [var only] ? only.Property : "";

    // The closest type that an item can hold.
    private static string Nearest(Shape shape) => shape.DeclaredType.TrimEnd('?') switch
    {
        _ when shape is UnsupportedShape { IsEndless: true } => "a type that does not hold itself with type arguments that grow",
        "char" => "a string",
        "nint" or "nuint" => "a long",
        "object" or "dynamic" => "a type of its own or Dictionary<string, T>",
        ['(', ..] => "a record with named properties",
        [.., ',', ']'] => "a list of lists",
        var name when name.Contains("Dictionary<") => "Dictionary<string, T>",
        var name when name.Contains("Set<") => "a set of strings, numbers or binary, none of them null",
        var name when name.Contains("Json") => "a string that holds the JSON",
        var name when name.Contains("Stream") => "byte[]",
        _ => "a string, number, date, enum, byte[], a collection of these, or a class or record with stored properties",
    };

    private static bool IsAttributeName(string name, int limit)
    {
        try
        {
            return s_utf8.GetByteCount(name) is var bytes && bytes >= 1 && bytes <= limit;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
