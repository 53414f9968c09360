using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Finds the source location of a violation: an argument, an attribute, a member, or else the class's name.</summary>
internal static class RuleViolationLocation
{
    /// <summary>Gets the location in a class.</summary>
    public static Location Of(RuleViolation violation, INamedTypeSymbol type, CancellationToken cancellationToken)
        => (violation.Member is { } member ? Member(type, member, cancellationToken) : null)
            ?? (violation.Rule.Site(violation, type) is { } data ? Argument(violation, data, cancellationToken) : null)
            ?? type.Locations.OrderBy(location => GeneratedCode.IsIn(location.SourceTree, cancellationToken)).FirstOrDefault(static location => location.IsInSource)
            ?? Location.None;

    /// <summary>Gets the location in the app's own settings.</summary>
    public static Location OfApp(IAssemblySymbol assembly, RuleViolation violation, CancellationToken cancellationToken)
        => (AttributeReader.Find<Fw24AppAttribute>(assembly) is { } data ? Argument(violation, data, cancellationToken) : null) ?? Location.None;

    // The declaration of an inherited property, unless it is in another assembly.
    private static Location? Member(INamedTypeSymbol type, string name, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).SelectMany(static member => member.Locations).FirstOrDefault(IsWritten) is { } location)
            {
                return location;
            }

            // Report at the declaration that code was generated from: nobody can act on the generated code.
            if (GeneratedCode.Origin(current, name) is { } origin && origin.Locations.FirstOrDefault(IsWritten) is { } place)
            {
                return place;
            }
        }

        return null;

        bool IsWritten(Location location) => location.IsInSource && !GeneratedCode.IsIn(location.SourceTree, cancellationToken);
    }

    private static Location? Argument(RuleViolation violation, AttributeData data, CancellationToken cancellationToken)
        => data.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax attribute
            ? (violation.Rule.Argument(violation, attribute.ArgumentList?.Arguments ?? default)?.GetLocation() ?? attribute.GetLocation())
            : null;
}
