using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Parsing;
using Fw24.Generators.Rules;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Analyzers;

/// <summary>A project's <c>fw24.lock.json</c>.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Content">Its text.</param>
internal sealed record LockFile(string Path, string Content)
{
    /// <summary>The lock of a project without one: nothing is compared.</summary>
    public static LockFile None { get; } = new("", "");

    /// <summary>Finds the lock among a project's additional files; <see cref="None"/> without one, or while the build writes it.</summary>
    public static LockFile Of(
        ImmutableArray<AdditionalText> files, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
        => !AssemblyParser.WritesLock(options)
            && files.FirstOrDefault(static file => System.IO.Path.GetFileName(file.Path) == SchemaLock.FileName) is { } file
            && file.GetText(cancellationToken) is { } text
                ? new LockFile(file.Path, text.ToString())
                : None;

    /// <summary>Reads the lock.</summary>
    /// <param name="violations">Receives the violation if it cannot be compared.</param>
    /// <returns>The lock; <see langword="null"/> without one, or if it cannot be compared.</returns>
    public SchemaLock? Read(RuleViolationList violations)
    {
        if (this == None)
        {
            return null;
        }

        try
        {
            if (LockParser.Parse(Content, out var format) is { } schema)
            {
                return schema;
            }

            RuleRegistry.Check(new FaultyLock(format, ""), violations);
        }
        catch (FormatException exception)
        {
            RuleRegistry.Check(new FaultyLock(null, exception.Message), violations);
        }

        return null;
    }

    /// <summary>Gets the line that locks a name; the first line without one.</summary>
    public Location Locate(string name)
    {
        var lines = SourceText.From(Content).Lines;
        var line = lines.FirstOrDefault(line => line.ToString().Contains($"\"{name}\": {{"));
        return Location.Create(Path, line.Span, lines.GetLinePositionSpan(line.Span));
    }
}
