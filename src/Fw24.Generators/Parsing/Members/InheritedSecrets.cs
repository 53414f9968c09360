using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Parsing.Members;

/// <summary>
/// Collects secrecy attributes from the members that a type's properties implement, override or hide. <c>[Sensitive]</c> and <c>[AuditIgnore]</c> apply
/// wherever they are stated: a reader of the base class or interface relies on them.
/// </summary>
internal sealed class InheritedSecrets
{
    private static readonly InheritedSecrets s_none = new();

    private readonly Dictionary<string, List<Statement>> _byName = new(StringComparer.Ordinal);

    // Interface members not implemented by a property of the same name, but explicitly or by the interface itself.
    private readonly List<(IPropertySymbol Member, IPropertySymbol Implementation)> _unnamed = [];

    private InheritedSecrets()
    {
    }

    /// <summary>Collects the statements of a type's base classes and interfaces.</summary>
    public static InheritedSecrets Of(INamedTypeSymbol type)
    {
        // Allocate lazily: most types have no statements.
        InheritedSecrets? secrets = null;
        for (var current = type.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var statement in Statements(current))
            {
                (secrets ??= new InheritedSecrets()).Add(statement.Member.Name, statement);
            }
        }

        foreach (var statement in type.AllInterfaces.Where(static face => !Implementations.IsSystem(face)).SelectMany(Statements))
        {
            secrets ??= new InheritedSecrets();

            // An interface may state it on its own implementation of another interface's property.
            var member = statement.Member.ExplicitInterfaceImplementations is [var implemented, ..] ? implemented : statement.Member;
            if (type.FindImplementationForInterfaceMember(member) is not IPropertySymbol implementation)
            {
                continue;
            }

            // With an explicit implementation, another property of that name most probably holds the value.
            var isNamed = implementation is { ExplicitInterfaceImplementations.IsEmpty: true, ContainingType.TypeKind: not TypeKind.Interface };
            secrets.Add(isNamed ? implementation.Name : member.Name, statement);
            if (!isNamed && statement.Redaction is not null)
            {
                secrets._unnamed.Add((statement.Member, implementation));
            }
        }

        return secrets ?? s_none;
    }

    /// <summary>Gets the effective secrecy of a property: its own attributes, or else those stated elsewhere.</summary>
    public Secrecy Of(IPropertySymbol property, PropertyAttributes own)
    {
        if (!_byName.TryGetValue(property.Name, out var statements))
        {
            return new Secrecy(own.Redaction, own.HashScope, IsAuditIgnored: false, "");
        }

        var others = statements.FindAll(statement => !SymbolEqualityComparer.Default.Equals(statement.Member, property));
        List<(Redaction Redaction, string? HashScope)> redactions = own.Redaction is { } redaction
            ? [(redaction, own.HashScope)]
            : [.. others.FindAll(static statement => statement.Redaction is not null).Select(static statement => (statement.Redaction!.Value, statement.HashScope)).Distinct().OrderBy(static one => one)];
        return new Secrecy(
            redactions.Count is 0 ? null : redactions[0].Redaction,
            redactions.Count is 0 ? null : redactions[0].HashScope,
            others.Exists(static statement => statement.IsAuditIgnored),
            redactions.Count < 2 ? "" : string.Join(", ", others.Where(static statement => statement.Redaction is not null).Select(static statement => $"{statement.Said} in {Named(statement.Member)}").OrderBy(static text => text, StringComparer.Ordinal)));
    }

    /// <summary>Gets the secrets that no stored property is known to hold: a property's own code computes them, from others that may be stored.</summary>
    public IEnumerable<ScatteredSecret> Scattered(INamedTypeSymbol type, IReadOnlyCollection<PropertyModel> stored)
    {
        foreach (var pair in _byName)
        {
            if (pair.Value.Find(static statement => statement.Redaction is not null).Member is { } member
                && stored.All(property => property.Name != pair.Key)
                && Visible(type, pair.Key) is { } property
                && IsMade(property))
            {
                yield return new ScatteredSecret(property.Name, Named(member));
            }
        }

        foreach (var (member, implementation) in _unnamed)
        {
            if (IsMade(implementation))
            {
                yield return new ScatteredSecret(implementation.ContainingType.TypeKind is TypeKind.Interface ? null : implementation.Name, Named(member));
            }
        }
    }

    private static IEnumerable<Statement> Statements(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is not IPropertySymbol { IsStatic: false, IsIndexer: false } property)
            {
                continue;
            }

            var sensitive = AttributeReader.Read<SensitiveAttribute>(property);
            var isAuditIgnored = AttributeReader.Has<AuditIgnoreAttribute>(property);
            if (sensitive is not null || isAuditIgnored)
            {
                yield return new Statement(property, sensitive?.Redaction, sensitive?.Scope, isAuditIgnored);
            }
        }
    }

    private static IPropertySymbol? Visible(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name) is [var member, ..])
            {
                return member as IPropertySymbol;
            }
        }

        return null;
    }

    // An unstored auto-property keeps its value to itself, and [DynamoIgnore] shows intent. A set-only property passes its value on.
    private static bool IsMade(IPropertySymbol property)
        => !(Accessors.Getter(property) is { } getter && Accessors.IsAutomatic(getter)) && !property.IsStatic && !PropertyAttributes.Of(property).IsIgnored;

    private static string Named(IPropertySymbol member) => member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private void Add(string name, Statement statement)
    {
        if (!_byName.TryGetValue(name, out var statements))
        {
            _byName.Add(name, statements = []);
        }

        statements.Add(statement);
    }

    private readonly record struct Statement(IPropertySymbol Member, Redaction? Redaction, string? HashScope, bool IsAuditIgnored)
    {
        public string Said => HashScope is null ? $"{Redaction}" : $"{Redaction} of the scope '{HashScope}'";
    }
}
