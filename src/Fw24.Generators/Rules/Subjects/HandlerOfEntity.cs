using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>A handler and its entity.</summary>
internal sealed record HandlerOfEntity(HandlerDeclaration Handler, EntitySummary Entity);
