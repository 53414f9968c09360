using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Parsing;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Finds the fix of a violation, if a safe one exists. If it is withheld, the rule's page says why.</summary>
/// <param name="compilation">The project.</param>
/// <param name="types">Its types by their full names.</param>
/// <param name="cancellationToken">Cancels the search.</param>
internal sealed class FixSuggestions(Compilation compilation, IReadOnlyDictionary<string, INamedTypeSymbol> types, CancellationToken cancellationToken)
{
    private readonly MemberFixSuggestions _members = new(compilation, cancellationToken);

    /// <summary>Gets the fix of a violation in a class.</summary>
    public FixSuggestion? Of(RuleViolation violation, INamedTypeSymbol type) => violation.Member is { } member
        ? OfMember(violation, type, member)
        : OfSetting(violation, type) ?? OfDeclaration(violation, type);

    /// <summary>Gets the fix of a violation in the app's own settings.</summary>
    public FixSuggestion? OfApp(RuleViolation violation)
    {
        var attribute = Syntax(AttributeReader.Find<Fw24AppAttribute>(compilation.Assembly));
        return violation.Rule switch
        {
            RuleKind.AppRange => Set(attribute, violation.Arguments[0], violation.SuggestedValue),
            RuleKind.AppName => Name(attribute, violation.SuggestedValue.Length > 0 ? violation.SuggestedValue : ResourceNames.NearestApp(compilation.AssemblyName ?? "")),
            _ => null,
        };
    }

    private FixSuggestion? OfMember(RuleViolation violation, INamedTypeSymbol type, string member)
    {
        // An inherited property is declared in a base class.
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (violation.Rule is RuleKind.MemberStored && current.GetMembers(member).OfType<IFieldSymbol>().FirstOrDefault() is { } field)
            {
                return _members.Of(field);
            }

            if (current.GetMembers(member).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
            {
                return violation.Rule is RuleKind.ReservedKey
                    ? Set(Syntax(Stating<AuditAttribute>(violation.Arguments[0])), nameof(AuditAttribute.AuditTableName), Quoted(violation.SuggestedValue))
                    : _members.Of(violation, type, property);
            }
        }

        return null;
    }

    private FixSuggestion? OfSetting(RuleViolation violation, INamedTypeSymbol type)
    {
        var attribute = Syntax(RuleViolationLocation.Attribute(violation, type));
        var setting = violation.Arguments.Count > 0 ? violation.Arguments[0] : "";
        return violation.Rule switch
        {
            RuleKind.TableName or RuleKind.IndexName => Name(attribute, violation.SuggestedValue),
            RuleKind.StreamRange or RuleKind.AuditRange or RuleKind.QueueRange or RuleKind.AuditBatch or RuleKind.HandlerBatch or RuleKind.HandlerTime => Set(attribute, setting, violation.SuggestedValue),
            RuleKind.TopicName => OfTopic(violation, type),
            RuleKind.LogGroupName or RuleKind.AuditTableName or RuleKind.AuditRegion or RuleKind.AuditTableKeys => Set(attribute, setting, Quoted(violation.SuggestedValue)),
            RuleKind.AuditKeys => Set(attribute, nameof(AuditAttribute.AuditTableName), Quoted(violation.SuggestedValue)),
            RuleKind.AuditValue when violation.SuggestedValue.Length > 0 => Set(attribute, setting, $"{Minimal(typeof(AuditRetention).FullName!, attribute)}.{violation.SuggestedValue}"),
            RuleKind.AuditValue or RuleKind.StreamValue or RuleKind.TableValue or RuleKind.LatestStart or RuleKind.AuditOption or RuleKind.AuditWindow or RuleKind.AuditVisibility
                or RuleKind.AuditShortVisibility or RuleKind.HandlerWindow or RuleKind.HandlerVisibility or RuleKind.HandlerShortVisibility => Unset(attribute, setting),
            RuleKind.TopicClash when violation.SuggestedValue.Length > 0 => Unset(attribute, setting),
            RuleKind.EntityClash when violation.SuggestedValue.Length > 0 => Unset(attribute, nameof(DynamoTableAttribute.EntityName)),
            RuleKind.EmptyName => Unset(attribute, AttributeReader.Read<DynamoTableAttribute>(type) is { EntityName: "" } ? nameof(DynamoTableAttribute.EntityName) : nameof(DynamoTableAttribute.Discriminator)),
            RuleKind.IndexProjectionValue => Unset(attribute, nameof(GlobalIndexAttribute.Projection)),
            RuleKind.SameKey => Unset(attribute, nameof(GlobalIndexAttribute.SortKey)),
            RuleKind.AuditView or RuleKind.HandlerView => Unset(Syntax(Stating<StreamEnabledAttribute>(setting)), nameof(StreamEnabledAttribute.ViewType)),
            RuleKind.RecordSize => Unset(Syntax(Stating<StreamEnabledAttribute>(setting)), nameof(StreamEnabledAttribute.LargeRecords)),
            RuleKind.IndexKey => Reword(violation, attribute, violation.Arguments[1], violation.SuggestedValue),
            RuleKind.OnChangeName => OfName(violation, attribute),
            _ => null,
        };
    }

    private FixSuggestion? OfDeclaration(RuleViolation violation, INamedTypeSymbol type)
    {
        switch (violation.Rule)
        {
            case RuleKind.OnePartitionKey when violation.SuggestedValue.Length > 0:
                return Of(violation with { Member = violation.SuggestedValue }, type);
            case RuleKind.OnChangeIdle:
                return Syntax(RuleViolationLocation.Attribute(violation, type)) is { } attribute ? new FixSuggestion(FixKind.RemoveAttribute, attribute.GetLocation(), attribute.ToString(), "") : null;
            case RuleKind.HandlerWithoutStream:
                return Entities(violation.Arguments[0]) is [var entity] ? Annotate(entity, nameof(StreamEnabledAttribute), "") : null;
            case RuleKind.EntityDeclaration or RuleKind.HandlerDeclaration or RuleKind.StackDeclaration:
                return OfModifier(type, violation.Arguments[0]);
            case RuleKind.StackBase when type.BaseType is { SpecialType: SpecialType.System_Object } && Declaration(type) is { } declaration && compilation.GetTypeByMetadataName("Amazon.CDK.Stack") is { } stack:
                return new FixSuggestion(FixKind.AddBase, declaration.Identifier.GetLocation(), "", Minimal(stack, declaration));
            default:
                return null;
        }
    }

    // A stream that only [Audit] enables has no attribute that could name the topic.
    private FixSuggestion? OfTopic(RuleViolation violation, INamedTypeSymbol type)
        => violation.SuggestedValue.Length is 0 ? null
            : AttributeReader.Find<StreamEnabledAttribute>(type) is { } stream ? Set(Syntax(stream), violation.Arguments[0], Quoted(violation.SuggestedValue))
            : Annotate(type, nameof(StreamEnabledAttribute), $"({violation.Arguments[0]} = {Quoted(violation.SuggestedValue)})");

    // [OnChange("status")] → [OnChange(nameof(Order.Status))]
    private FixSuggestion? OfName(RuleViolation violation, AttributeSyntax? attribute)
    {
        var dot = violation.SuggestedValue.LastIndexOf('.');
        return attribute is not null && dot > 0 && types.TryGetValue(violation.SuggestedValue.Substring(0, dot), out var entity)
            ? Reword(violation, attribute, violation.Arguments[0], $"{Minimal(entity, attribute)}.{violation.SuggestedValue.Substring(dot + 1)}")
            : null;
    }

    private FixSuggestion? OfModifier(INamedTypeSymbol type, string obstacle)
    {
        // With several parts, each might have to change.
        if (Declaration(type) is not { } declaration)
        {
            return null;
        }

        var place = declaration.Identifier.GetLocation();
        return obstacle switch
        {
            "not partial" => new FixSuggestion(FixKind.AddModifier, place, "", "partial"),
            "file-local" when type.IsFileLocal && type.ContainingNamespace.GetTypeMembers(type.Name, type.Arity).Length is 1 => new FixSuggestion(FixKind.RemoveModifier, place, "file", ""),
            "private" when type.DeclaredAccessibility is Accessibility.Private => new FixSuggestion(FixKind.ChangeAccess, place, "", "internal"),
            "abstract" when !type.GetMembers().Any(static member => member.IsAbstract) && !types.Values.Any(other => SymbolEqualityComparer.Default.Equals(other.BaseType, type))
                => new FixSuggestion(FixKind.RemoveModifier, place, "abstract", ""),
            _ => null,
        };
    }

    // Changes a setting, unless its value is a constant that other code may use.
    private static FixSuggestion? Set(AttributeSyntax? attribute, string setting, string value)
        => attribute is null || value.Length is 0 ? null
            : Argument(attribute, setting) is not { } argument ? new FixSuggestion(FixKind.AddArgument, attribute.GetLocation(), setting, value)
            : IsLiteral(argument.Expression) ? new FixSuggestion(FixKind.ChangeArgument, argument.GetLocation(), setting, value)
            : null;

    private static FixSuggestion? Unset(AttributeSyntax? attribute, string setting)
        => attribute is not null && Argument(attribute, setting) is { } argument ? new FixSuggestion(FixKind.RemoveArgument, argument.GetLocation(), setting, "") : null;

    // The first positional argument.
    private static FixSuggestion? Name(AttributeSyntax? attribute, string name)
        => name.Length > 0 && attribute?.ArgumentList?.Arguments is [{ NameEquals: null } argument, ..] && IsLiteral(argument.Expression)
            ? new FixSuggestion(FixKind.ChangeArgument, argument.GetLocation(), "", Quoted(name))
            : null;

    // Replaces a wrong name written as a literal.
    private static FixSuggestion? Reword(RuleViolation violation, AttributeSyntax? attribute, string word, string meant)
        => violation.SuggestedValue.Length > 0 && attribute?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.Expression is LiteralExpressionSyntax literal && literal.Token.ValueText == word) is { } argument
            ? new FixSuggestion(FixKind.ChangeArgument, argument.GetLocation(), argument.NameEquals?.Name.Identifier.ValueText ?? "", $"nameof({meant})")
            : null;

    private FixSuggestion? Annotate(INamedTypeSymbol type, string attribute, string arguments)
        => Declaration(type) is { } declaration
            ? new FixSuggestion(FixKind.AddAttribute, declaration.Identifier.GetLocation(), type.Name, MemberFixSuggestions.AttributeName(Minimal($"{nameof(Fw24)}.{attribute}", declaration)) + arguments)
            : null;

    private AttributeData? Stating<T>(string table)
        where T : Attribute => Entities(table).Select(AttributeReader.Find<T>).OfType<AttributeData>().ToList() is [var only] ? only : null;

    private List<INamedTypeSymbol> Entities(string table) => [.. types.Values.Where(type => AttributeReader.Read<DynamoTableAttribute>(type)?.Name == table)];

    private AttributeSyntax? Syntax(AttributeData? data) => data?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    // The declaration of a class, if there is exactly one.
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
