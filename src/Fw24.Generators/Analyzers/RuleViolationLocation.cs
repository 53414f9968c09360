using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Parsing;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Finds the source location of a violation: an argument, an attribute, a member, or else the class's name.</summary>
internal static class RuleViolationLocation
{
    /// <summary>Gets the location in a class.</summary>
    public static Location Of(RuleViolation violation, INamedTypeSymbol type, CancellationToken cancellationToken)
        => (violation.Member is { } member ? Member(type, member, cancellationToken) : null)
            ?? (Attribute(violation, type) is { } data ? Argument(violation, data, cancellationToken) : null)
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

    /// <summary>Gets the attribute of a class that a violation concerns; <see langword="null"/> without one.</summary>
    public static AttributeData? Attribute(RuleViolation violation, INamedTypeSymbol type) => violation.Rule switch
    {
        RuleKind.TableName or RuleKind.EmptyName or RuleKind.TableValue or RuleKind.ProtectedDestroy or RuleKind.EntityClash
            or RuleKind.TableKeys or RuleKind.TableConflict => AttributeReader.Find<DynamoTableAttribute>(type),
        RuleKind.StreamRange or RuleKind.StreamValue or RuleKind.TopicName or RuleKind.LatestStart or RuleKind.TopicClash
            or RuleKind.TableStream => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type),
        RuleKind.AuditRange or RuleKind.AuditValue or RuleKind.LogGroupName or RuleKind.AuditTableName or RuleKind.AuditRegion or RuleKind.UnknownRegion or RuleKind.AuditOption
            or RuleKind.AuditView or RuleKind.AuditBatch or RuleKind.AuditWindow or RuleKind.AuditKeys or RuleKind.AuditTableKeys
            or RuleKind.AuditVisibility or RuleKind.AuditShortVisibility or RuleKind.TableAudit => AttributeReader.Find<AuditAttribute>(type),
        RuleKind.QueueRange or RuleKind.HandlerBatch or RuleKind.HandlerWindow or RuleKind.HandlerVisibility
            or RuleKind.HandlerShortVisibility or RuleKind.HandlerTime => AttributeReader.Find<ChangeQueueAttribute>(type),
        RuleKind.OnChangeName or RuleKind.OnChangeIdle => AttributeReader.Find<OnChangeAttribute>(type),
        RuleKind.UsesTableEntity => AttributeReader.FindAll<UsesTableAttribute>(type).FirstOrDefault(data => data.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol named && named.Name == violation.Arguments[0]),
        RuleKind.IndexName or RuleKind.IndexKey or RuleKind.IndexClash or RuleKind.IndexKeyType or RuleKind.IndexProjectionValue or RuleKind.SameKey
            or RuleKind.KeyAttributeTypes => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0])),
        RuleKind.SensitiveName => AttributeReader.FindAll<SensitiveAttributesAttribute>(type).FirstOrDefault(data => AttributeReader.Read<SensitiveAttributesAttribute>(data) is not { } stated || stated.Names.Select(static name => name ?? "").DefaultIfEmpty("").Contains(violation.Arguments[0])),
        RuleKind.StraySensitiveNames => AttributeReader.Find<SensitiveAttributesAttribute>(type),
        RuleKind.ForeignAttribute => type.GetAttributes().FirstOrDefault(data => data.AttributeClass?.Name == violation.Arguments[0] + nameof(System.Attribute)),
        RuleKind.WithoutTable or RuleKind.StrayHandlerSetting => type.GetAttributes().FirstOrDefault(data => data.AttributeClass?.Name == violation.Arguments[0] + nameof(System.Attribute)),
        _ => null,
    };

    private static Location? Argument(RuleViolation violation, AttributeData data, CancellationToken cancellationToken)
        => data.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax attribute
            ? (Argument(violation, attribute)?.GetLocation() ?? attribute.GetLocation())
            : null;

    /// <summary>Gets the argument of an attribute that a violation concerns; <see langword="null"/> without one.</summary>
    public static AttributeArgumentSyntax? Argument(RuleViolation violation, AttributeSyntax attribute)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        return violation.Rule switch
        {
            RuleKind.TableName or RuleKind.IndexName or RuleKind.IndexClash or RuleKind.AppName => arguments.FirstOrDefault(static argument => argument.NameEquals is null),
            RuleKind.OnChangeName or RuleKind.SensitiveName when violation.Arguments[0].Length > 0 => arguments.FirstOrDefault(argument => argument.Expression.ToString().Contains(violation.Arguments[0])),
            RuleKind.IndexProjectionValue => Named(nameof(GlobalIndexAttribute.Projection)),
            RuleKind.IndexKey when violation.Arguments[1].Length > 0 => arguments.FirstOrDefault(argument => argument.NameEquals is not null && argument.Expression.ToString().Contains(violation.Arguments[1])),
            _ => violation.Arguments.Count > 0 ? Named(violation.Arguments[0]) : null,
        };

        AttributeArgumentSyntax? Named(string name) => arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
    }
}
