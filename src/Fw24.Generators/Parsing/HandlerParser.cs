using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing;

/// <summary>Parses a class that derives from a generated <c>{Entity}ChangeHandler</c>. That base does not exist yet: only its name is known.</summary>
internal static class HandlerParser
{
    private const string Suffix = HandlerBase.Suffix;

    private static readonly (string Method, ChangeOperations Operation)[] s_operations =
    [
        ("OnInsertedAsync", ChangeOperations.Insert),
        ("OnModifiedAsync", ChangeOperations.Modify),
        ("OnRemovedAsync", ChangeOperations.Remove),
    ];

    // Receives the changes of the operations that [OnChange] names.
    private const string BatchMethod = "OnChangesAsync";

    public static bool IsCandidate(SyntaxNode node) => node is ClassDeclarationSyntax { BaseList: not null };

    public static HandlerDeclaration? Parse(GeneratorSyntaxContext context, CancellationToken cancellationToken)
        => context.SemanticModel.GetDeclaredSymbol((ClassDeclarationSyntax)context.Node, cancellationToken) is { } type
            && FirstPart(type, cancellationToken) == context.Node
                ? Parse(type, context.SemanticModel.Compilation, cancellationToken)
                : null;

    /// <summary>Parses a class regardless of the rules.</summary>
    /// <returns>The handler; <see langword="null"/> if the class is not a handler, or only a base class of handlers.</returns>
    public static HandlerDeclaration? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (type.IsAbstract)
        {
            return null;
        }

        var written = new List<INamedTypeSymbol>();
        for (var current = type; current is not null && !IsGeneratedBase(current); current = current.BaseType)
        {
            written.Add(current);
        }

        if (written[written.Count - 1].BaseType is not { } generated)
        {
            return null;
        }

        var use = TableUse.Of(type, compilation, cancellationToken);
        var overridden = s_operations.Where(operation => written.Any(part => Overrides(part, operation.Method))).ToList();
        var handlesBatches = written.Any(static part => Overrides(part, BatchMethod));
        var onChange = AttributeReader.Read<OnChangeAttribute>(type);
        var operations = (handlesBatches ? s_operations.Where(operation => Asks(onChange, operation.Operation)) : overridden)
            .Select(static operation => operation.Operation.ToString())
            .ToEquatableArray();
        var namespaces = generated.TypeKind is TypeKind.Error
            ? Namespaces(written[written.Count - 1], generated.Name, compilation, cancellationToken).ToEquatableArray()
            : [SymbolNames.Namespace(generated.ContainingNamespace)];
        var cautions = new Cautions();
        cautions.Note(type);
        return new HandlerDeclaration
        {
            Name = type.Name,
            Type = SymbolNames.Ref(type),
            Namespace = SymbolNames.Namespace(type.ContainingNamespace),
            Base = generated.Name,
            Namespaces = namespaces,
            IsUnbound = generated.TypeKind is TypeKind.Error,
            Facts = Declarations.Facts(type),
            Operations = operations,
            HandlesBatches = handlesBatches,
            UncalledMethods = handlesBatches ? overridden.Select(static operation => operation.Method).ToEquatableArray() : [],
            Stranger = operations.Count is 0 ? null : Stranger(generated, namespaces, compilation),
            OnChange = onChange?.Properties.ToEquatableArray(),
            StatedOperations = States(type, nameof(OnChangeAttribute.Operations)) ? onChange?.Operations : null,
            Condition = OnChangeParser.Parse(type, () => Entity(generated, namespaces, compilation)),
            Queue = AttributeReader.Read<ChangeQueueAttribute>(type),
            Idempotent = AttributeReader.Read<IdempotentAttribute>(type),
            ActAs = AttributeReader.Read<ActAsAttribute>(type),
            Tables = use.Tables,
            OpaqueService = use.Opaque,
            StrangeTables = use.Strangers,
            Suppressions = cautions.Suppressions.ToEquatableArray(),
            IsForbidden = cautions.Forbidden.Any(),
            Part = Names.Part(SymbolNames.Namespace(type.ContainingNamespace), SymbolNames.Prefix(type)),
        };
    }

    /// <summary>Indicates whether a class derives from an existing generated base.</summary>
    public static bool IsHandler(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (IsBaseOfAll(current))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Asks(OnChangeAttribute? onChange, ChangeOperations operation)
        => onChange is null || (onChange.Operations & operation) != 0;

    private static bool States(INamedTypeSymbol type, string setting)
        => AttributeReader.Find<OnChangeAttribute>(type) is { } data && data.NamedArguments.Any(argument => argument.Key == setting);

    private static bool IsGeneratedBase(INamedTypeSymbol type)
        => type.Name.Length > Suffix.Length
            && type.Name.EndsWith(Suffix, StringComparison.Ordinal)
            && (type is { TypeKind: TypeKind.Error, Arity: 0 } || IsBaseOfAll(type.BaseType));

    private static bool IsBaseOfAll(INamedTypeSymbol? type)
        => type is { Name: Suffix, Arity: 4, ContainingNamespace: { Name: nameof(Fw24), ContainingNamespace.IsGlobalNamespace: true } };

    // A class with the entity's name for which nothing was generated. A name that matches no class is left to the compiler to report.
    private static string? Stranger(INamedTypeSymbol generated, EquatableArray<string> namespaces, Compilation compilation)
    {
        // A handwritten base needs no entity.
        if (generated.TypeKind is not TypeKind.Error && !Declarations.IsGenerated(generated))
        {
            return null;
        }

        if (Entity(generated, namespaces, compilation) is not { } type)
        {
            return null;
        }

        return !AttributeReader.Has<DynamoTableAttribute>(type) ? $"{SymbolNames.Ref(type).FullName} has no [DynamoTable]"
            : SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) || MarkerParser.IsGenerated(type) ? null
            : $"nothing was generated for {SymbolNames.Ref(type).FullName} in {type.ContainingAssembly.Name}";
    }

    private static INamedTypeSymbol? Entity(INamedTypeSymbol generated, EquatableArray<string> namespaces, Compilation compilation)
    {
        var name = generated.Name.Substring(0, generated.Name.Length - Suffix.Length);
        return namespaces
            .Select(@namespace => compilation.GetTypeByMetadataName(Names.Metadata(@namespace, name)))
            .FirstOrDefault(static type => type is { TypeKind: TypeKind.Class });
    }

    private static bool Overrides(INamedTypeSymbol type, string method)
        => type.GetMembers(method).Any(static member => member is IMethodSymbol { IsOverride: true, IsAbstract: false, Parameters.Length: 3 });

    // Several parts of a partial class may have a base list.
    private static ClassDeclarationSyntax? FirstPart(INamedTypeSymbol type, CancellationToken cancellationToken)
        => type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .OfType<ClassDeclarationSyntax>()
            .FirstOrDefault(static part => part.BaseList is not null);

    /// <summary>Gets the namespaces in which a base's name may be found, innermost first.</summary>
    private static IEnumerable<string> Namespaces(INamedTypeSymbol type, string name, Compilation compilation, CancellationToken cancellationToken)
    {
        var enclosing = new List<string>();
        for (INamespaceSymbol? current = type.ContainingNamespace; current is not null; current = current.ContainingNamespace)
        {
            enclosing.Add(SymbolNames.Namespace(current));
        }

        var written = type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .OfType<ClassDeclarationSyntax>()
            .SelectMany(static part => part.BaseList?.Types ?? [])
            .Select(static part => part.Type)
            .FirstOrDefault(part => part.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.ValueText == name);
        if (written is QualifiedNameSyntax qualified)
        {
            var qualifier = qualified.Left.ToString();
            return qualifier.StartsWith("global::", StringComparison.Ordinal)
                ? [qualifier.Substring("global::".Length)]
                : enclosing.Select(outer => outer.Length is 0 ? qualifier : $"{outer}.{qualifier}");
        }

        var imported = written is null
            ? []
            : compilation.GetSemanticModel(written.SyntaxTree)
                .GetImportScopes(written.SpanStart, cancellationToken)
                .SelectMany(static scope => scope.Imports)
                .Select(static import => import.NamespaceOrType)
                .OfType<INamespaceSymbol>()
                .Select(SymbolNames.Namespace);
        return enclosing.Concat(imported).Distinct(StringComparer.Ordinal);
    }
}
