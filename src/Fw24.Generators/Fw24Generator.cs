using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Fw24.Generators.Emit;
using Fw24.Generators.Emit.Infrastructure;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Infrastructure;
using Fw24.Generators.Parsing;

namespace Fw24.Generators;

/// <summary>Generates codecs, change records, handler bases and typed tables for entities, and the model of the app they make up.</summary>
/// <remarks>This only wires: symbols end in <c>Parsing</c>, values of <c>Model</c> pass between the steps, <c>Emit</c> prints them.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class Fw24Generator : IIncrementalGenerator
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var entities = context.SyntaxProvider
            .ForAttributeWithMetadataName(EntityParser.AttributeName, static (node, _) => EntityParser.IsCandidate(node), EntityParser.Parse)
            .Where(static entity => entity is not null)
            .Select(static (entity, _) => entity!)
            .WithTrackingName(TrackingNames.Entities);

        var handlers = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => HandlerParser.IsCandidate(node), HandlerParser.Parse)
            .Where(static handler => handler is not null)
            .Select(static (handler, _) => handler!)
            .WithTrackingName(TrackingNames.Handlers);

        var settings = context.SyntaxProvider
            .ForAttributeWithMetadataName(AssemblyParser.AttributeName, static (_, _) => true, static (context, _) => AssemblyParser.ParseApp(context))
            .Collect()
            .Select(static (settings, _) => settings.FirstOrDefault(static setting => setting is not null))
            .WithTrackingName(TrackingNames.Settings);

        var assembly = context.CompilationProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (source, _) => AssemblyParser.Parse(source.Left, source.Right))
            .WithTrackingName(TrackingNames.Assembly);

        var references = context.CompilationProvider
            .Select(MarkerParser.Parse)
            .WithTrackingName(TrackingNames.References);

        var own = entities.Select(static (entity, _) => EntitySummary.Of(entity)).Collect();
        var app = assembly.Combine(settings).Combine(own).Combine(handlers.Collect()).Combine(references)
            .Select(static (source, _) =>
            {
                var ((((assembly, settings), own), handlers), references) = source;
                return AppComposer.Compose(assembly, settings, own, handlers, references);
            })
            .WithTrackingName(TrackingNames.App);

        // Without the runtime no emitted code compiles: such a project uses the attributes alone.
        var surroundings = assembly.Select(static (assembly, _) => (assembly.CanCompile, assembly.HasAttributeValues));
        var emitted = entities.Combine(surroundings).Where(static source => source.Right.CanCompile).Select(static (source, _) => (Entity: source.Left, source.Right.HasAttributeValues));
        context.RegisterSourceOutput(emitted, static (context, source) => Add(context, $"{source.Entity.FileName}.Entity", EntityEmitter.Emit(source.Entity, source.HasAttributeValues)));
        context.RegisterSourceOutput(app, static (context, app) => Emit(context, app));

        var stacks = context.SyntaxProvider
            .ForAttributeWithMetadataName(StackParser.AttributeName, static (node, _) => StackParser.IsCandidate(node), StackParser.Parse)
            .Where(static stack => stack is not null)
            .Select(static (stack, _) => stack!)
            .Collect()
            .Select(static (stacks, _) => stacks.OrderBy(static stack => stack.Namespace, StringComparer.Ordinal).ThenBy(static stack => stack.Name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(TrackingNames.Stacks);

        var infrastructure = stacks.Combine(assembly).Combine(settings).Combine(own).Combine(handlers.Collect()).Combine(references)
            .Select(static (source, _) =>
            {
                var (((((stacks, assembly), settings), own), handlers), references) = source;
                return stacks.Count is 0 ? null : InfrastructureComposer.Compose(stacks[0].Namespace, assembly, settings, own, handlers, references);
            })
            .WithTrackingName(TrackingNames.Infrastructure);
        context.RegisterSourceOutput(stacks.Combine(infrastructure), static (context, source) => Emit(context, source.Left, source.Right));
    }

    private static void Emit(SourceProductionContext context, AppModel? app)
    {
        if (app is null)
        {
            return;
        }

        Add(context, app.ClassName, AppEmitter.Emit(app));
        if (app.LambdaRecords.Count > 0)
        {
            Add(context, $"{app.ClassName}.LambdaRecords", LambdaRecordsEmitter.Emit(app));
        }
    }

    private static void Emit(SourceProductionContext context, EquatableArray<StackDeclaration> stacks, InfrastructureModel? app)
    {
        if (app is null)
        {
            return;
        }

        // The constructs are one app's, however many stacks there are of it.
        foreach (var (name, code) in ConstructsEmitter.Emit(stacks, app))
        {
            Add(context, name, code);
        }
    }

    private static void Add(SourceProductionContext context, string name, string code)
        => context.AddSource($"{name}.g.cs", SourceText.From(code, Utf8));
}
