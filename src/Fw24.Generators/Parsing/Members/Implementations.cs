using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Parsing.Members;

/// <summary>
/// Finds the classes and structs that could be injected for an interface or an unsealed class: those of the compilation and of libraries that reference Fw24.
/// </summary>
internal sealed class Implementations(Compilation compilation)
{
    private const string Runtime = "Fw24.Runtime";

    // Each assembly is scanned once, and only if a handler needs it; this does not keep it alive. References stay the same between edits.
    private static readonly ConditionalWeakTable<IAssemblySymbol, Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>> s_known = new();

    private readonly Dictionary<IAssemblySymbol, bool> _isKnown = new(SymbolEqualityComparer.Default);

    /// <summary>Indicates whether a type belongs to the framework: it provides no tables, but may contain a type that does.</summary>
    public static bool IsSystem(INamedTypeSymbol type)
    {
        var current = type.ContainingNamespace;
        while (current is { ContainingNamespace: { IsGlobalNamespace: false } outer })
        {
            current = outer;
        }

        return current is { Name: "System" } || type is { Name: "ILogger" or "IOptions" or "IConfiguration", ContainingNamespace.ContainingNamespace.Name: "Extensions" };
    }

    /// <summary>Indicates whether an assembly's classes may use tables: it is this compilation, or references the runtime.</summary>
    public bool IsKnown(IAssemblySymbol? assembly)
    {
        if (assembly is null)
        {
            return false;
        }

        if (!_isKnown.TryGetValue(assembly, out var isKnown))
        {
            isKnown = SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly)
                || assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static reference => reference.Name == Runtime));
            _isKnown.Add(assembly, isKnown);
        }

        return isKnown;
    }

    /// <summary>Gets the constructible classes that are assignable to a type.</summary>
    /// <param name="type">The type: an interface or a class, constructed if it is generic.</param>
    public IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols.Where(IsKnown).Prepend(compilation.Assembly))
        {
            if (!s_known.GetValue(assembly, IndexOf).TryGetValue(type.OriginalDefinition, out var classes))
            {
                continue;
            }

            foreach (var candidate in classes)
            {
                if (As(candidate, type) is { } implementation)
                {
                    yield return implementation;
                }
            }
        }
    }

    // Given class Repo<T> : IRepo<T>, an IRepo<Card> is implemented by Repo<Card>.
    private static INamedTypeSymbol? As(INamedTypeSymbol candidate, INamedTypeSymbol type)
    {
        foreach (var parent in Parents(candidate))
        {
            if (!SymbolEqualityComparer.Default.Equals(parent.OriginalDefinition, type.OriginalDefinition))
            {
                continue;
            }

            var arguments = new ITypeSymbol?[candidate.Arity];
            if (Binds(parent, type, arguments) && Array.TrueForAll(arguments, static argument => argument is not null))
            {
                return arguments.Length is 0 ? candidate : candidate.Construct(arguments!);
            }
        }

        return null;
    }

    private static bool Binds(INamedTypeSymbol parent, INamedTypeSymbol type, ITypeSymbol?[] arguments)
    {
        for (var index = 0; index < parent.TypeArguments.Length; index++)
        {
            var wanted = type.TypeArguments[index];
            if (parent.TypeArguments[index] is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type } parameter && parameter.Ordinal < arguments.Length)
            {
                arguments[parameter.Ordinal] ??= wanted;
                wanted = arguments[parameter.Ordinal]!;
            }
            else if (!SymbolEqualityComparer.Default.Equals(parent.TypeArguments[index], wanted))
            {
                return false;
            }

            if (!SymbolEqualityComparer.Default.Equals(wanted, type.TypeArguments[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> IndexOf(IAssemblySymbol assembly)
    {
        var index = new Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        var pending = new Stack<INamespaceOrTypeSymbol>([assembly.GlobalNamespace]);
        while (pending.Count > 0)
        {
            foreach (var member in pending.Pop().GetMembers())
            {
                if (member is not INamespaceOrTypeSymbol container)
                {
                    continue;
                }

                pending.Push(container);
                if (container is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsStatic: false, ContainingType: not { IsGenericType: true } } type)
                {
                    Add(type, index);
                }
            }
        }

        return index;
    }

    private static void Add(INamedTypeSymbol type, Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> index)
    {
        foreach (var parent in Parents(type))
        {
            if (IsSystem(parent))
            {
                continue;
            }

            if (!index.TryGetValue(parent.OriginalDefinition, out var classes))
            {
                index.Add(parent.OriginalDefinition, classes = []);
            }

            if (classes.Count is 0 || !ReferenceEquals(classes[classes.Count - 1], type))
            {
                classes.Add(type);
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Parents(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current;
        }

        foreach (var parent in type.AllInterfaces)
        {
            yield return parent;
        }
    }
}
