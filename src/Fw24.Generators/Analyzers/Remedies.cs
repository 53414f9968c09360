using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Parsing;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Finds the remedy of a finding, where there is one that is safe. Where it is withheld, the rule's page says why.</summary>
/// <param name="compilation">The project.</param>
/// <param name="types">Its types by their full names.</param>
/// <param name="cancellationToken">Stops the search.</param>
internal sealed class Remedies(Compilation compilation, IReadOnlyDictionary<string, INamedTypeSymbol> types, CancellationToken cancellationToken)
{
    private readonly MemberRemedies _members = new(compilation, cancellationToken);

    /// <summary>The remedy of what is wrong with a class.</summary>
    public Remedy? Of(Finding finding, INamedTypeSymbol type) => finding.Member is { } member
        ? OfMember(finding, type, member)
        : OfSetting(finding, type) ?? OfDeclaration(finding, type);

    /// <summary>The remedy of what is wrong with the app's own settings.</summary>
    public Remedy? OfApp(Finding finding)
    {
        var attribute = Syntax(AttributeReader.Find<Fw24AppAttribute>(compilation.Assembly));
        return finding.Rule switch
        {
            RuleKind.AppRange => Set(attribute, finding.Arguments[0], finding.Legal),
            RuleKind.AppName => Name(attribute, finding.Legal.Length > 0 ? finding.Legal : ResourceNames.NearestApp(compilation.AssemblyName ?? "")),
            _ => null,
        };
    }

    private Remedy? OfMember(Finding finding, INamedTypeSymbol type, string member)
    {
        // An inherited property is declared elsewhere.
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (finding.Rule is RuleKind.MemberStored && current.GetMembers(member).OfType<IFieldSymbol>().FirstOrDefault() is { } field)
            {
                return _members.Of(field);
            }

            if (current.GetMembers(member).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
            {
                return finding.Rule is RuleKind.ReservedKey
                    ? Set(Syntax(Stating<AuditAttribute>(finding.Arguments[0])), nameof(AuditAttribute.AuditTableName), Quoted(finding.Legal))
                    : _members.Of(finding, type, property);
            }
        }

        return null;
    }

    private Remedy? OfSetting(Finding finding, INamedTypeSymbol type)
    {
        var attribute = Syntax(FindingLocation.Attribute(finding, type));
        var setting = finding.Arguments.Count > 0 ? finding.Arguments[0] : "";
        return finding.Rule switch
        {
            RuleKind.TableName or RuleKind.IndexName => Name(attribute, finding.Legal),
            RuleKind.StreamRange or RuleKind.AuditRange or RuleKind.QueueRange or RuleKind.AuditBatch or RuleKind.HandlerBatch or RuleKind.HandlerTime => Set(attribute, setting, finding.Legal),
            RuleKind.TopicName => OfTopic(finding, type),
            RuleKind.LogGroupName or RuleKind.AuditTableName or RuleKind.AuditRegion or RuleKind.AuditTableKeys => Set(attribute, setting, Quoted(finding.Legal)),
            RuleKind.AuditKeys => Set(attribute, nameof(AuditAttribute.AuditTableName), Quoted(finding.Legal)),
            RuleKind.AuditValue when finding.Legal.Length > 0 => Set(attribute, setting, $"{Minimal(typeof(AuditRetention).FullName!, attribute)}.{finding.Legal}"),
            RuleKind.AuditValue or RuleKind.StreamValue or RuleKind.TableValue or RuleKind.LatestStart or RuleKind.AuditOption or RuleKind.AuditWindow or RuleKind.AuditVisibility
                or RuleKind.AuditShortVisibility or RuleKind.HandlerWindow or RuleKind.HandlerVisibility or RuleKind.HandlerShortVisibility => Unset(attribute, setting),
            RuleKind.TopicClash when finding.Legal.Length > 0 => Unset(attribute, setting),
            RuleKind.EntityClash when finding.Legal.Length > 0 => Unset(attribute, nameof(DynamoTableAttribute.EntityName)),
            RuleKind.EmptyName => Unset(attribute, AttributeReader.Read<DynamoTableAttribute>(type) is { EntityName: "" } ? nameof(DynamoTableAttribute.EntityName) : nameof(DynamoTableAttribute.Discriminator)),
            RuleKind.IndexProjectionValue => Unset(attribute, nameof(GlobalIndexAttribute.Projection)),
            RuleKind.SameKey => Unset(attribute, nameof(GlobalIndexAttribute.SortKey)),
            RuleKind.AuditView or RuleKind.HandlerView => Unset(Syntax(Stating<StreamEnabledAttribute>(setting)), nameof(StreamEnabledAttribute.ViewType)),
            RuleKind.RecordSize => Unset(Syntax(Stating<StreamEnabledAttribute>(setting)), nameof(StreamEnabledAttribute.LargeRecords)),
            RuleKind.IndexKey => Reword(finding, attribute, finding.Arguments[1], finding.Legal),
            RuleKind.OnChangeName => OfName(finding, attribute),
            _ => null,
        };
    }

    private Remedy? OfDeclaration(Finding finding, INamedTypeSymbol type)
    {
        switch (finding.Rule)
        {
            case RuleKind.OnePartitionKey when finding.Legal.Length > 0:
                return Of(finding with { Member = finding.Legal }, type);
            case RuleKind.OnChangeIdle:
                return Syntax(FindingLocation.Attribute(finding, type)) is { } attribute ? new Remedy(RemedyKind.RemoveAttribute, attribute.GetLocation(), attribute.ToString(), "") : null;
            case RuleKind.HandlerWithoutStream:
                return Entities(finding.Arguments[0]) is [var entity] ? Annotate(entity, nameof(StreamEnabledAttribute), "") : null;
            case RuleKind.EntityDeclaration or RuleKind.HandlerDeclaration or RuleKind.StackDeclaration:
                return OfModifier(type, finding.Arguments[0]);
            case RuleKind.StackBase when type.BaseType is { SpecialType: SpecialType.System_Object } && Declaration(type) is { } declaration && compilation.GetTypeByMetadataName("Amazon.CDK.Stack") is { } stack:
                return new Remedy(RemedyKind.AddBase, declaration.Identifier.GetLocation(), "", Minimal(stack, declaration));
            default:
                return null;
        }
    }

    // A table that only [Audit] gives a stream has no attribute yet that could name the topic.
    private Remedy? OfTopic(Finding finding, INamedTypeSymbol type)
        => finding.Legal.Length is 0 ? null
            : AttributeReader.Find<StreamEnabledAttribute>(type) is { } stream ? Set(Syntax(stream), finding.Arguments[0], Quoted(finding.Legal))
            : Annotate(type, nameof(StreamEnabledAttribute), $"({finding.Arguments[0]} = {Quoted(finding.Legal)})");

    // [OnChange("status")] → [OnChange(nameof(Order.Status))]
    private Remedy? OfName(Finding finding, AttributeSyntax? attribute)
    {
        var dot = finding.Legal.LastIndexOf('.');
        return attribute is not null && dot > 0 && types.TryGetValue(finding.Legal.Substring(0, dot), out var entity)
            ? Reword(finding, attribute, finding.Arguments[0], $"{Minimal(entity, attribute)}.{finding.Legal.Substring(dot + 1)}")
            : null;
    }

    private Remedy? OfModifier(INamedTypeSymbol type, string obstacle)
    {
        // Of several parts, each may have to change.
        if (Declaration(type) is not { } declaration)
        {
            return null;
        }

        var place = declaration.Identifier.GetLocation();
        return obstacle switch
        {
            "not partial" => new Remedy(RemedyKind.AddModifier, place, "", "partial"),
            "file-local" when type.IsFileLocal && type.ContainingNamespace.GetTypeMembers(type.Name, type.Arity).Length is 1 => new Remedy(RemedyKind.RemoveModifier, place, "file", ""),
            "private" when type.DeclaredAccessibility is Accessibility.Private => new Remedy(RemedyKind.ChangeAccess, place, "", "internal"),
            "abstract" when !type.GetMembers().Any(static member => member.IsAbstract) && !types.Values.Any(other => SymbolEqualityComparer.Default.Equals(other.BaseType, type))
                => new Remedy(RemedyKind.RemoveModifier, place, "abstract", ""),
            _ => null,
        };
    }

    // Sets a setting, unless what is there is a constant that others may mean, too.
    private static Remedy? Set(AttributeSyntax? attribute, string setting, string value)
        => attribute is null || value.Length is 0 ? null
            : Argument(attribute, setting) is not { } argument ? new Remedy(RemedyKind.AddArgument, attribute.GetLocation(), setting, value)
            : IsLiteral(argument.Expression) ? new Remedy(RemedyKind.ChangeArgument, argument.GetLocation(), setting, value)
            : null;

    private static Remedy? Unset(AttributeSyntax? attribute, string setting)
        => attribute is not null && Argument(attribute, setting) is { } argument ? new Remedy(RemedyKind.RemoveArgument, argument.GetLocation(), setting, "") : null;

    // The first argument, by its place.
    private static Remedy? Name(AttributeSyntax? attribute, string name)
        => name.Length > 0 && attribute?.ArgumentList?.Arguments is [{ NameEquals: null } argument, ..] && IsLiteral(argument.Expression)
            ? new Remedy(RemedyKind.ChangeArgument, argument.GetLocation(), "", Quoted(name))
            : null;

    // A literal name that should have been another.
    private static Remedy? Reword(Finding finding, AttributeSyntax? attribute, string word, string meant)
        => finding.Legal.Length > 0 && attribute?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.Expression is LiteralExpressionSyntax literal && literal.Token.ValueText == word) is { } argument
            ? new Remedy(RemedyKind.ChangeArgument, argument.GetLocation(), argument.NameEquals?.Name.Identifier.ValueText ?? "", $"nameof({meant})")
            : null;

    private Remedy? Annotate(INamedTypeSymbol type, string attribute, string arguments)
        => Declaration(type) is { } declaration
            ? new Remedy(RemedyKind.AddAttribute, declaration.Identifier.GetLocation(), type.Name, MemberRemedies.AttributeName(Minimal($"{nameof(Fw24)}.{attribute}", declaration)) + arguments)
            : null;

    private AttributeData? Stating<T>(string table)
        where T : Attribute => Entities(table).Select(AttributeReader.Find<T>).OfType<AttributeData>().ToList() is [var only] ? only : null;

    private List<INamedTypeSymbol> Entities(string table) => [.. types.Values.Where(type => AttributeReader.Read<DynamoTableAttribute>(type)?.Name == table)];

    private AttributeSyntax? Syntax(AttributeData? data) => data?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    // The one place that declares a class.
    private TypeDeclarationSyntax? Declaration(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences is [var only] ? only.GetSyntax(cancellationToken) as TypeDeclarationSyntax : null;

    private string Minimal(string type, SyntaxNode? place)
        => place is not null && compilation.GetTypeByMetadataName(type) is { } symbol ? Minimal(symbol, place) : type;

    private string Minimal(INamedTypeSymbol type, SyntaxNode place) => type.ToMinimalDisplayString(compilation.GetSemanticModel(place.SyntaxTree), place.SpanStart);

    private static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, string setting)
        => attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == setting);

    private static bool IsLiteral(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax => true,
        PrefixUnaryExpressionSyntax prefix => IsLiteral(prefix.Operand),
        CastExpressionSyntax cast => IsLiteral(cast.Expression),
        ParenthesizedExpressionSyntax parenthesized => IsLiteral(parenthesized.Expression),
        _ => false,
    };

    private static string Quoted(string name) => name.Length is 0 ? "" : SymbolDisplay.FormatLiteral(name, quote: true);
}
