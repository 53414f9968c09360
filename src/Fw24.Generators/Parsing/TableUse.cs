using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Members;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing;

/// <summary>Finds the tables a handler can reach: through its constructor parameters, transitively, and through <c>[UsesTable]</c>.</summary>
/// <remarks>
/// Examines the constructors and required members of classes in the compilation and in libraries that reference Fw24, including every class there that could
/// be injected for an interface or an unsealed class. Registrations are known only at run time, and an extra permission is better than a missing one.
/// </remarks>
internal sealed class TableUse
{
    // A generic type may expand with each step.
    private const int MaxTypes = 1_000;

    private static readonly HashSet<string> s_opaque = new(StringComparer.Ordinal)
    {
        "System.IServiceProvider",
        "Microsoft.Extensions.DependencyInjection.IKeyedServiceProvider",
        "Microsoft.Extensions.DependencyInjection.IServiceScopeFactory",
        "Fw24.Tables.IItemStore",
        "Amazon.DynamoDBv2.AmazonDynamoDBClient",
        "Amazon.DynamoDBv2.IAmazonDynamoDB",
        "Amazon.DynamoDBv2.DataModel.DynamoDBContext",
        "Amazon.DynamoDBv2.DataModel.IDynamoDBContext",
    };

    private readonly INamedTypeSymbol _handler;
    private readonly Implementations _implementations;
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Stack<(ITypeSymbol Type, INamedTypeSymbol Owner)> _pending = new();
    private readonly SortedSet<string> _tables = new(StringComparer.Ordinal);
    private readonly List<string> _strangers = [];
    private bool _isStated;
    private string _opaque = "";

    private TableUse(INamedTypeSymbol handler, Compilation compilation, CancellationToken cancellationToken)
    {
        _handler = handler;
        _implementations = new Implementations(compilation);
        _seen.Add(handler);
        Stated(handler, _strangers);
        _isStated = _tables.Count > 0 || _strangers.Count > 0;

        // The service provider uses public constructors only.
        AskedFor(handler.InstanceConstructors.Where(static constructor => constructor.DeclaredAccessibility is Accessibility.Public), handler);
        while (_pending.Count > 0 && _seen.Count < MaxTypes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (type, owner) = _pending.Pop();
            if (_seen.Add(type))
            {
                Look(type, owner);
            }
        }
    }

    /// <summary>The tables' names, in ordinal order.</summary>
    public EquatableArray<string> Tables => _tables.ToEquatableArray();

    /// <summary>The type that may provide any table, such as <c>IServiceProvider</c>; empty without one, or if <c>[UsesTable]</c> states the tables.</summary>
    public string Opaque => _isStated ? "" : _opaque;

    /// <summary>The classes named by the handler's <c>[UsesTable]</c> that are not entities.</summary>
    public EquatableArray<string> Strangers => _strangers.ToEquatableArray();

    /// <summary>Analyzes a handler.</summary>
    public static TableUse Of(INamedTypeSymbol handler, Compilation compilation, CancellationToken cancellationToken) => new(handler, compilation, cancellationToken);

    private void Look(ITypeSymbol type, INamedTypeSymbol owner)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                _pending.Push((array.ElementType, owner));
                break;
            case INamedTypeSymbol { Name: "ITable", Arity: 1, ContainingNamespace: { Name: nameof(Fw24), ContainingNamespace.IsGlobalNamespace: true } } table:
                AddTable(table.TypeArguments[0]);
                break;
            case INamedTypeSymbol { DelegateInvokeMethod: { } invoke }:
                _pending.Push((invoke.ReturnType, owner));
                break;
            case INamedTypeSymbol named when s_opaque.Contains(SymbolNames.Namespace(named.ContainingNamespace) + "." + named.Name):
                Hidden(named, owner);
                break;
            case INamedTypeSymbol named when Implementations.IsSystem(named):
                // Lazy, collections, tasks.
                Push(named.TypeArguments, owner);
                break;
            case INamedTypeSymbol named:
                LookInside(named);
                break;
        }
    }

    private void LookInside(INamedTypeSymbol type)
    {
        if (type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } && _implementations.IsKnown(type.ContainingAssembly))
        {
            Stated(type, null);
            AskedFor(ConstructorsOf(type), type);
            Push(RequiredOf(type), type);
        }

        if (type.TypeKind is TypeKind.Interface || type is { TypeKind: TypeKind.Class, IsSealed: false })
        {
            Push(_implementations.Of(type), type);
        }
    }

    // Private ones serve the other constructors, unless there are no others: then a method of the class creates the instance.
    private static IEnumerable<IMethodSymbol> ConstructorsOf(INamedTypeSymbol type)
    {
        var open = type.InstanceConstructors.Where(static constructor => constructor.DeclaredAccessibility is not Accessibility.Private).ToList();
        return open.Exists(constructor => !IsCopy(constructor)) ? open : type.InstanceConstructors;
    }

    // A record's copy constructor.
    private static bool IsCopy(IMethodSymbol constructor)
        => constructor.Parameters.Length is 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    // The code that creates the object must set them.
    private static IEnumerable<ITypeSymbol> RequiredOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                switch (member)
                {
                    case IPropertySymbol { IsRequired: true } property:
                        yield return property.Type;
                        break;
                    case IFieldSymbol { IsRequired: true } field:
                        yield return field.Type;
                        break;
                }
            }
        }
    }

    private void AskedFor(IEnumerable<IMethodSymbol> constructors, INamedTypeSymbol owner)
        => Push(constructors.SelectMany(static constructor => constructor.Parameters).Select(static parameter => parameter.Type), owner);

    private void Push(IEnumerable<ITypeSymbol> types, INamedTypeSymbol owner)
    {
        foreach (var type in types)
        {
            _pending.Push((type, owner));
        }
    }

    private void AddTable(ITypeSymbol entity)
    {
        if (AttributeReader.Read<DynamoTableAttribute>(entity) is { } table)
        {
            _tables.Add(table.Name);
        }
    }

    private void Hidden(INamedTypeSymbol type, INamedTypeSymbol owner)
    {
        if (_opaque.Length is 0 && !Uses(owner).Any())
        {
            _opaque = SymbolEqualityComparer.Default.Equals(owner, _handler) ? type.Name : $"{type.Name} in {owner.Name}";
        }
    }

    private void Stated(INamedTypeSymbol type, List<string>? strangers)
    {
        foreach (var data in Uses(type))
        {
            if (data.ConstructorArguments is not [{ Value: ITypeSymbol entity }])
            {
                continue;
            }

            AddTable(entity);
            if (!AttributeReader.Has<DynamoTableAttribute>(entity))
            {
                strangers?.Add(entity.Name);
            }
        }
    }

    // The attribute is inherited.
    private static IEnumerable<AttributeData> Uses(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var data in AttributeReader.FindAll<UsesTableAttribute>(current))
            {
                yield return data;
            }
        }
    }
}
