using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Walks the object graph of a model, and finds objects that would keep a compilation alive.</summary>
internal static class ModelWalker
{
    private static readonly Type[] s_forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location), typeof(Compilation), typeof(SemanticModel), typeof(AttributeData),
    ];

    /// <summary>Asserts that no output of the generator's steps reaches a compiler object.</summary>
    public static void AssertFreeOfSymbols(GeneratorTest test)
    {
        var outputs = test.Result.TrackedSteps
            .Where(static step => TrackedSteps.Names.Contains(step.Key))
            .SelectMany(static step => step.Value)
            .SelectMany(static step => step.Outputs)
            .Select(static output => output.Value);
        Assert.All(outputs, static output => Assert.Null(Find(output)));
    }

    /// <summary>Finds a compiler object.</summary>
    /// <returns>The path to it; <see langword="null"/> if it was not found.</returns>
    public static string? Find(object? root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object? Value, string Path)>([(root, "")]);
        while (pending.TryPop(out var next))
        {
            if (next.Value is not { } value || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            {
                continue;
            }

            if (s_forbidden.FirstOrDefault(type => type.IsInstanceOfType(value)) is { } found)
            {
                return $"{next.Path}: {found.Name}";
            }

            if (value is Array array)
            {
                Push(array, next.Path + "[]");
                continue;
            }

            for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    pending.Push((field.GetValue(value), $"{next.Path}.{field.Name}"));
                }
            }
        }

        return null;

        void Push(IEnumerable elements, string path)
        {
            foreach (var element in elements)
            {
                pending.Push((element, path));
            }
        }
    }
}
