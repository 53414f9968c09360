using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Rules.Properties;

/// <summary>Finds properties that another generator adds and this one did not see: an analyzer sees the whole class, and the code generated before.</summary>
internal static class UnseenMembers
{
    /// <summary>Compares an entity with its codec.</summary>
    /// <param name="type">The class.</param>
    /// <param name="entity">The entity as it is after all generators ran.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static IEnumerable<RuleViolation> Find(INamedTypeSymbol type, EntityModel entity, CancellationToken cancellationToken)
    {
        if (type.ContainingNamespace.GetTypeMembers(entity.Prefix + "Codec", 0).FirstOrDefault(Declarations.IsGenerated) is not { } codec)
        {
            // Without its key, for example, nothing was generated at all.
            foreach (var property in entity.Root.Properties.Where(property => IsAdded(type, property.Name, cancellationToken)))
            {
                yield return RuleRegistry.Of<MemberStoredRule>().Violation(new UnstoredMember(property.Name, UnstoredReason.Generated), entity.Root);
            }

            yield break;
        }

        var writers = codec.GetMembers().OfType<IMethodSymbol>().Where(static method => method is { Parameters: [_, { Name: "value", Type: INamedTypeSymbol }], Name: ['W', 'r', 'i', 't', 'e', ..] }).ToList();
        foreach (var model in entity.Objects.Append(entity.Root))
        {
            // A type has no writer if the property that uses it was not seen.
            if (writers.Find(method => SymbolNames.Ref(method.Parameters[1].Type).FullName == model.Type.FullName) is not { } writer)
            {
                continue;
            }

            var written = Written(writer, cancellationToken);
            foreach (var property in model.Properties)
            {
                if (!written.Contains(property.Name) && !IsIgnored((INamedTypeSymbol)writer.Parameters[1].Type, property.Name))
                {
                    yield return RuleRegistry.Of<MemberStoredRule>().Violation(new UnstoredMember(property.Name, UnstoredReason.Generated), model);
                }
            }
        }
    }

    private static bool IsAdded(INamedTypeSymbol type, string property, CancellationToken cancellationToken)
        => type.GetMembers(property) is [IPropertySymbol { DeclaringSyntaxReferences: [var only] }] && GeneratedCode.IsIn(only.SyntaxTree, cancellationToken);

    // All accesses of the form value.Name.
    private static HashSet<string> Written(IMethodSymbol writer, CancellationToken cancellationToken) => new(
        writer.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax(cancellationToken).DescendantNodes())
            .OfType<MemberAccessExpressionSyntax>()
            .Where(static access => access.Expression is IdentifierNameSyntax { Identifier.ValueText: "value" })
            .Select(static access => access.Name.Identifier.ValueText),
        StringComparer.Ordinal);

    // [ObservableProperty, DynamoIgnore] private string? _name;
    private static bool IsIgnored(INamedTypeSymbol type, string property)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (GeneratedCode.Origin(current, property) is { } field)
            {
                return AttributeReader.Has<DynamoIgnoreAttribute>(field);
            }
        }

        return false;
    }
}
