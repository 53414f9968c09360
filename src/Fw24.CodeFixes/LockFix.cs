using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Fw24.Generators.Analyzers;
using Fw24.Generators.Emit.Infrastructure.Manifest;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Rules;

namespace Fw24.CodeFixes;

/// <summary>Accepts all differences from the lock: writes <c>fw24.lock.json</c> again, as the build target Fw24Lock does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LockFix)), Shared]
public sealed class LockFix : CodeFixProvider
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; }
        = [.. RuleRegistry.Descriptors(RuleCategory.Evolution).Select(static descriptor => descriptor.Id)];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        if (project.AdditionalDocuments.FirstOrDefault(IsLock) is { } file)
        {
            var action = CodeAction.Create($"Accept in {SchemaLock.FileName}", token => WriteAsync(project, file, token), nameof(LockFix));
            context.RegisterCodeFix(action, context.Diagnostics);
        }

        return Task.CompletedTask;
    }

    private static bool IsLock(TextDocument document) => Path.GetFileName(document.FilePath ?? document.Name) == SchemaLock.FileName;

    private static async Task<Solution> WriteAsync(Project project, TextDocument file, CancellationToken cancellationToken)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new NotSupportedException("The project has no compilation.");
        var violations = ProjectViolations.Of(compilation, project.AnalyzerOptions.AnalyzerConfigOptionsProvider, LockFile.None);
        return violations.Schema(cancellationToken) is { } schema
            ? project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(LockEmitter.Emit(schema) + "\n", s_utf8))
            : project.Solution;
    }
}
